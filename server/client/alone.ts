import { type Bundle, checkGolden, decodePixels, modelName, SelfsameError } from '@selfsame/models';
import { BundleUnverifiedError } from '../errors/models.ts';
import { DeviceUnavailableError } from '../errors/start.ts';

/** Embeds pictures in this process, without a server. */
export interface Alone {
  /**
   * @param picture an encoded picture
   * @returns float32 [dimensions], of length 1
   * @throws {PictureError}
   */
  embed(picture: Uint8Array): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Opens an encoder on the CPU, and sees, as a server does, that it does what its bundle says.
 * @throws {DeviceUnavailableError} and, where it does something else, {@link GraphMismatchError},
 *   {@link GoldenMismatchError} or {@link BundleUnverifiedError}
 */
export async function openAlone({ card, graphPath }: Bundle): Promise<Alone> {
  // Before it is loaded: nothing is sent anywhere.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  const { InferenceSession } = await import('onnxruntime-node');
  const { runGraph } = await import('../embed/inference/runGraph.ts');
  const promised = { ...card.input, dimensions: card.dimensions };
  const session = await InferenceSession.create(graphPath, { logSeverityLevel: 3 }).catch(
    (error: unknown) => {
      throw new DeviceUnavailableError('cpu', error, `Copy ${modelName(card)} again.`);
    },
  );
  const run = (pixels: Uint8Array, n: number) => runGraph(session, promised, pixels, n);
  await checkGolden(card, run).catch(async (error: unknown) => {
    await session.release();
    throw error instanceof SelfsameError
      ? error
      : new BundleUnverifiedError(modelName(card), error);
  });
  return {
    embed: async (picture) => run(await decodePixels(picture, card.input), 1),
    close: () => session.release(),
  };
}
