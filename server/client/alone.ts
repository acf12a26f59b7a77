import { type Bundle, decodePixels, modelName } from '@selfsame/models';
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

/** Opens an encoder on the CPU. @throws {DeviceUnavailableError} */
export async function openAlone({ card, graphPath }: Bundle): Promise<Alone> {
  // Before it is loaded: nothing is sent anywhere.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const { width, height } = card.input;
  const session = await InferenceSession.create(graphPath, { logSeverityLevel: 3 }).catch(
    (error: unknown) => {
      throw new DeviceUnavailableError('cpu', error, `Copy ${modelName(card)} again.`);
    },
  );
  return {
    async embed(picture) {
      const pixels = await decodePixels(picture, card.input);
      const feeds = { pixels: new Tensor('uint8', pixels, [1, height, width, 3]) };
      const { embedding } = await session.run(feeds);
      return embedding!.data as Float32Array;
    },
    close: () => session.release(),
  };
}
