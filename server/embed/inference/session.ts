import { availableParallelism } from 'node:os';
import type { ModelCard } from '@selfsame/models';
import { InferenceSession } from 'onnxruntime-node';
import type { Device } from '../../config/devices.ts';
import { deviceRemedies } from '../../config/devices.ts';
import { DeviceUnavailableError } from '../../errors/start.ts';
import { type WarmBatches, warmBatches } from './batches.ts';
import { runGraph } from './runGraph.ts';

export interface EncoderSpec {
  readonly graphPath: string;
  readonly graph: ModelCard['graph'];
  readonly width: number;
  readonly height: number;
  readonly dimensions: number;
  readonly device: Device;
  /** Threads of the CPU provider; null: as many as help. */
  readonly threads: number | null;
  /** Size of a slot of the exchange that pixels and embeddings go through, in bytes. */
  readonly slotBytes: number;
}

/** After the first one, which is slow for every new shape. */
const timedRuns = 3;
/** Pictures per second of one thread from which on more threads are not worth it. */
const quick = 500;

export interface OpenEncoder extends WarmBatches {
  /** uint8 [size, height, width, 3] RGB -> float32 [size, dimensions]. */
  run(pixels: Uint8Array, size: number): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Opens the graph on exactly the given device, checks its output and warms the batch sizes. */
export async function openEncoder(spec: EncoderSpec): Promise<OpenEncoder> {
  if (spec.threads !== null) return open(spec, spec.threads);
  const single = await open(spec, 1);
  // Threads of an encoder that is as fast as this take more time from the decoders than they save.
  if (spec.device !== 'cpu' || single.picturesPerSecond > quick) return single;
  await single.release();
  return open(spec, availableParallelism());
}

async function open(spec: EncoderSpec, threads: number): Promise<OpenEncoder> {
  const { graphPath, width, height, device } = spec;
  const session = await InferenceSession.create(graphPath, {
    executionProviders: [device],
    intraOpNumThreads: threads,
    logSeverityLevel: 3,
    // Several threads wait for each other after every layer, which spinning makes a third faster; one
    // that spun while no batch is running would only take its core from the decoders.
    extra: {
      session: {
        intra_op: { allow_spinning: threads > 1 ? '1' : '0' },
        // A node that the GPU has no kernel for is an error, and not silently the CPU's. Not for
        // CUDA, which places the arithmetic of shapes on the CPU on purpose.
        ...(device === 'webgpu' && { disable_cpu_ep_fallback: '1' }),
      },
    },
  }).catch((error: unknown) => {
    throw new DeviceUnavailableError(device, error, deviceRemedies[device]);
  });

  const run = (pixels: Uint8Array, size: number) => runGraph(session, spec, pixels, size);

  /** The fastest of some runs: the one that nothing disturbed. In milliseconds. */
  async function timeOf(size: number): Promise<number> {
    const pixels = new Uint8Array(size * height * width * 3);
    const times: number[] = [];
    for (let i = 0; i <= timedRuns; i++) {
      const start = performance.now();
      await run(pixels, size);
      times.push(performance.now() - start);
    }
    return Math.min(...times.slice(1));
  }

  return { ...(await warmBatches(timeOf)), run, release: () => session.release() };
}
