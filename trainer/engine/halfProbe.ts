import { createGraphBuilder, dataTypes, describeGraph, encodeModel } from '@selfsame/models/onnx';
import { PrecisionUnavailableError } from '../errors.ts';
import { createSession, type DeviceOptions } from './device.ts';
import { Tensor } from './onnxruntime.ts';

/**
 * Squares a few numbers in float16: a device without it loads such a graph, and fails when it runs.
 * @throws {PrecisionUnavailableError | EngineUnavailableError}
 */
export async function assertHalf(options: DeviceOptions): Promise<void> {
  const graph = createGraphBuilder();
  const shape = [4];
  const x = graph.input('x', { dtype: 'float32', shape });
  const half = graph.node('Cast', [x], { to: dataTypes.float16 }, 'float16', shape);
  const square = graph.node('Mul', [half, half], {}, 'float16', shape);
  const y = graph.node('Cast', [square], { to: dataTypes.float32 }, 'float32', shape);
  const model = encodeModel(describeGraph(graph, new Map([['y', y]])));
  const session = await createSession(model, options, ['y'], new Set());
  try {
    await session.run({ x: new Tensor('float32', Float32Array.of(1, 2, 3, 4), shape) });
  } catch (error) {
    throw new PrecisionUnavailableError(options.device.name, (error as Error).message, error);
  } finally {
    await session.release();
  }
}
