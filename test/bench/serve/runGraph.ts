import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Runs an encoder graph once. */
export async function runGraph(
  graph: Uint8Array,
  pixels: Uint8Array,
  shape: readonly number[],
): Promise<Float32Array> {
  const session = await InferenceSession.create(graph);
  const { embedding } = await session.run({ pixels: new Tensor('uint8', pixels, shape) });
  await session.release();
  return embedding!.data as Float32Array;
}
