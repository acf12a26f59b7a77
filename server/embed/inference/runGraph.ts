import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { GraphMismatchError } from '../../errors/start.ts';

/** What a bundle says of its graph. */
export interface Promised {
  readonly width: number;
  readonly height: number;
  readonly dimensions: number;
}

/**
 * Embeds a batch, and sees that the graph gives what its bundle says.
 * @param pixels uint8 [size, height, width, 3], RGB
 * @returns float32 [size, dimensions]
 * @throws {GraphMismatchError}
 */
export async function runGraph(
  session: InferenceSession,
  { width, height, dimensions }: Promised,
  pixels: Uint8Array,
  size: number,
): Promise<Float32Array> {
  const feeds = { pixels: new Tensor('uint8', pixels, [size, height, width, 3]) };
  const { embedding } = await session.run(feeds);
  if (embedding?.type !== 'float32')
    throw new GraphMismatchError('it has no float32 output "embedding"');
  if (embedding.dims.join() !== `${size},${dimensions}`)
    throw new GraphMismatchError(
      `its output is [${embedding.dims}] where [${size}, ${dimensions}] is promised`,
    );
  return embedding.data as Float32Array;
}
