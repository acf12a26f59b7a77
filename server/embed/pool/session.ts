import { InferenceSession, Tensor } from 'onnxruntime-node';
import { DeviceUnavailableError } from '../../errors/DeviceUnavailableError.ts';
import { GraphMismatchError } from '../../errors/GraphMismatchError.ts';
import type { Device } from '../devices.ts';
import { deviceRemedies } from '../devices.ts';
import { batchSizes } from './batches.ts';

export interface EncoderSpec {
  readonly graphPath: string;
  readonly width: number;
  readonly height: number;
  readonly dimensions: number;
  readonly device: Device;
  /** Threads of the CPU provider. */
  readonly threads: number;
}

export interface Encoder {
  /** Pictures per second at the largest batch, measured once while warming up. */
  readonly picturesPerSecond: number;
  /** uint8 [size, height, width, 3] RGB -> float32 [size, dimensions]. */
  run(pixels: Uint8Array, size: number): Promise<Float32Array>;
}

/** Opens the graph on exactly the given device, checks its output and warms every batch size. */
export async function openEncoder(spec: EncoderSpec): Promise<Encoder> {
  const { graphPath, width, height, dimensions, device, threads } = spec;
  const session = await InferenceSession.create(graphPath, {
    executionProviders: [device],
    intraOpNumThreads: threads,
    logSeverityLevel: 3,
  }).catch((error: unknown) => {
    throw new DeviceUnavailableError(device, error, deviceRemedies[device]);
  });

  async function run(pixels: Uint8Array, size: number): Promise<Float32Array> {
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

  let picturesPerSecond = 0;
  for (const size of batchSizes) {
    const pixels = new Uint8Array(size * height * width * 3);
    await run(pixels, size);
    const start = performance.now();
    await run(pixels, size);
    picturesPerSecond = (1000 * size) / (performance.now() - start);
  }
  return { picturesPerSecond, run };
}
