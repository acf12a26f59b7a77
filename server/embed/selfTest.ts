import { decodePixels, GoldenMismatchError, goldenPicture, type ModelCard } from '@selfsame/models';
import { limits } from '../limits.ts';
import type { Engine } from './inference/engine.ts';

/** Embeds the first golden picture; throws if that fails or gives something else. */
export type SelfTest = () => Promise<void>;

/** As far as an embedding may be from the published one, as when the bundle was taken into use. */
const tolerance = 1e-3;

/** The picture is made once, so that asking often costs one inference and no more. */
export async function createSelfTest(card: ModelCard, engine: Engine): Promise<SelfTest> {
  const { seed, width, height, embedding } = card.golden[0]!;
  const pixels = await decodePixels(await goldenPicture(seed, width, height), card.input);

  async function test(): Promise<void> {
    const actual = await engine.embed(pixels, AbortSignal.timeout(limits.selfTestMs));
    const difference = Math.max(...embedding.map((value, i) => Math.abs(value - actual[i]!)));
    // Written so that NaN fails.
    if (difference <= tolerance) return;
    const reason = `a value differs by ${difference}`;
    throw new GoldenMismatchError(`${card.name}/${card.version}`, seed, reason);
  }

  let running: Promise<void> | undefined;
  return () => {
    running ??= test().finally(() => {
      running = undefined;
    });
    return running;
  };
}
