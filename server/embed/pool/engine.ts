import type { Bundle } from '@selfsame/models';
import { limits } from '../../config/limits.ts';
import { InferenceUnavailableError } from '../../errors/InferenceUnavailableError.ts';
import { Thread } from '../../threads/Thread.ts';
import type { Device } from '../devices.ts';
import { nextBatch } from './batches.ts';
import type { EncoderSpec } from './session.ts';
import type { InferenceOperations, InferenceReady } from './worker.ts';

// The official builds of onnxruntime send usage events to their maker unless this is set before the
// first session, in the process itself: a worker's environment is a copy. Nothing leaves this
// machine that its user did not send.
process.env.ORT_DISABLE_TELEMETRY = '1';

export interface EngineOptions {
  readonly bundle: Bundle;
  readonly device: Device;
  readonly threads: number;
  readonly onRestart: (reason: string) => void;
}

interface Job {
  readonly pixels: Uint8Array;
  readonly signal: AbortSignal;
  readonly resolve: (embedding: Float32Array) => void;
  readonly reject: (error: unknown) => void;
  attempts: number;
}

/**
 * The encoder in a thread of its own, fed with micro-batches: whatever is waiting when it becomes
 * free goes next, so an idle server adds no delay and a busy one fills its batches.
 */
export class Engine {
  readonly device: Device;
  readonly #dimensions: number;
  readonly #thread: Thread<InferenceOperations, InferenceReady>;
  readonly #waiting: Job[] = [];
  #running = false;

  private constructor(
    device: Device,
    dimensions: number,
    thread: Thread<InferenceOperations, InferenceReady>,
  ) {
    this.device = device;
    this.#dimensions = dimensions;
    this.#thread = thread;
  }

  static async start({ bundle, device, threads, onRestart }: EngineOptions): Promise<Engine> {
    const { input, dimensions } = bundle.card;
    const data: EncoderSpec = {
      graphPath: bundle.graphPath,
      width: input.width,
      height: input.height,
      dimensions,
      device,
      threads,
    };
    const thread = await Thread.start<InferenceOperations, InferenceReady>({
      name: 'inference',
      file: new URL('./worker.ts', import.meta.url),
      data,
      startMs: limits.startMs,
      callMs: limits.inferenceMs,
      maxPending: 2,
      onRestart,
    });
    return new Engine(device, dimensions, thread);
  }

  /** Pictures per second at the largest batch; undefined while the thread is started again. */
  get picturesPerSecond(): number | undefined {
    return this.#thread.ready?.picturesPerSecond;
  }

  /** uint8 [height * width * 3] RGB -> float32 [dimensions]. An aborted job is dropped. */
  embed(pixels: Uint8Array, signal: AbortSignal): Promise<Float32Array> {
    const shared = new Uint8Array(new SharedArrayBuffer(pixels.length));
    shared.set(pixels);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ pixels: shared, signal, resolve, reject, attempts: 0 });
      const abort = () => reject(signal.reason);
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
      void this.#run();
    });
  }

  /** Ends the thread as if it had crashed; a new one takes its place. */
  replaceThread(): Promise<void> {
    return this.#thread.replace();
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#waiting.length > 0) {
      const { take, size } = nextBatch(this.#waiting.length);
      const jobs = this.#waiting.splice(0, take).filter(({ signal }) => !signal.aborted);
      if (jobs.length > 0) await this.#runBatch(jobs, size);
    }
    this.#running = false;
  }

  /** Never throws: a failed batch fails its own jobs, after one more attempt. */
  async #runBatch(jobs: readonly Job[], size: number): Promise<void> {
    try {
      const pictures = jobs.map(({ pixels }) => pixels);
      const embeddings = await this.#thread.call('embed', { pictures, size });
      for (const [i, job] of jobs.entries()) {
        job.resolve(embeddings.slice(i * this.#dimensions, (i + 1) * this.#dimensions));
      }
    } catch (error) {
      for (const job of jobs) {
        if (job.attempts++ === 0) this.#waiting.unshift(job);
        else job.reject(new InferenceUnavailableError(error));
      }
    }
  }
}
