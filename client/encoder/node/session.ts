import type { InferenceSession } from 'onnxruntime-node';
import { encoderError } from '../errors.ts';

/** Runs one picture. @param pixels [height * width * 3] RGB @returns [dimensions] */
export type Run = (pixels: Uint8Array) => Promise<Float32Array>;

export interface Session {
  readonly run: Run;
  close(): Promise<void>;
}

/**
 * Opens a graph on the CPU.
 * @param graph the file's path, or what is in it
 * @throws {ClientError} `encoder_failed`
 */
export async function openSession(
  graph: string | Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Session> {
  // Before it is loaded: nothing is sent anywhere.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  const { InferenceSession, Tensor } = await import('onnxruntime-node').catch((error: Error) => {
    throw encoderError(
      'encoder_failed',
      `onnxruntime-node is missing: ${error.message}`,
      'Install it: npm install onnxruntime-node.',
      error,
    );
  });
  const options: InferenceSession.SessionOptions = { logSeverityLevel: 3 };
  const opened = await (typeof graph === 'string'
    ? InferenceSession.create(graph, options)
    : InferenceSession.create(graph, options));
  return {
    async run(pixels) {
      const input = new Tensor('uint8', pixels, [1, height, width, 3]);
      const { embedding } = await opened.run({ pixels: input });
      return embedding!.data as Float32Array;
    },
    close: () => opened.release(),
  };
}
