import { readerOf } from './bytes.ts';
import type { Header } from './header.ts';

/**
 * Whether a picture has a profile that the server goes by: grey ones are passed over there
 * (ICC.1:2022, 7.2.6: the data colour space).
 */
export async function hasColourProfile(
  bytes: Uint8Array<ArrayBuffer>,
  { profile, isDeflated }: Header,
): Promise<boolean> {
  if (profile.length === 0) return false;
  const whole = new Blob(profile.map(([from, to]) => bytes.subarray(from, to)));
  const plain = isDeflated
    ? whole.stream().pipeThrough(new DecompressionStream('deflate'))
    : whole.stream();
  try {
    const file = readerOf(new Uint8Array(await new Response(plain).arrayBuffer()));
    return file.text(16, 4) !== 'GRAY';
  } catch {
    // It is damaged, and neither goes by it.
    return false;
  }
}
