import { type Bundle, modelName } from '@selfsame/models';
import type { Device } from '../../config/devices.ts';
import { InferenceUnavailableError } from '../../errors/service.ts';
import { limits } from '../../limits.ts';
import { toBytes } from '../../store/vectors.ts';
import { requestSpan, type Span, until } from '../../tracing/Span.ts';
import { childProcess } from '../../workers/childProcess.ts';
import { Exchange } from '../../workers/exchange.ts';
import { niceness } from '../../workers/priority.ts';
import { Worker } from '../../workers/Worker.ts';
import type { EmbedObserver } from '../observer.ts';
import { batchSizes, enough, nextBatch, type WarmBatch, type WarmBatches } from './batches.ts';
import { handOut } from './handOut.ts';
import type { EncoderSpec } from './session.ts';
import { embeddingSlot, pixelSlot } from './slots.ts';
import type { InferenceOperations } from './worker.ts';

// The official builds of onnxruntime send usage events to their maker unless this is set in the
// environment that the encoder's process inherits. Nothing leaves this machine that its user did
// not send.
process.env.ORT_DISABLE_TELEMETRY = '1';

export interface EngineOptions {
  readonly bundle: Bundle;
  readonly device: Device;
  /** Of the CPU provider; null: as many as help. */
  readonly threads: number | null;
  /** How long a picture may wait for others to share its batch, in milliseconds; 0: not at all. */
  readonly windowMs: number;
  /** Whether pictures wait for a decoder, so that more decoded ones will be here in a moment. */
  readonly moreComing: () => boolean;
  /** Time for loading the encoder and warming it up, in milliseconds. */
  readonly loadMs: number;
  /** Ends the loading, when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Leaves out what libraries of the device write to stderr. */
  readonly quiet?: boolean;
  readonly observer: EmbedObserver;
  readonly onRestart: (reason: string) => void;
}

interface EmbedJob {
  readonly pixels: Uint8Array;
  readonly signal: AbortSignal;
  readonly resolve: (embedding: Float32Array) => void;
  readonly reject: (error: unknown) => void;
  readonly since: number;
  /** Of its request's trace, if there is one. */
  readonly span: Span | undefined;
  attempts: number;
}

/** How long a picture waits for those that are about to come, in milliseconds. */
const comingMs = 20;

/** The batches of a process that is being started again; it will know the others. */
const whileItStarts: readonly WarmBatch[] = [{ size: 1, ms: 1 }];

/**
 * The encoder in a process of its own, fed with micro-batches: whatever is waiting when it becomes
 * free goes next, so an idle server adds no delay and a busy one fills its batches. Where decoders
 * are behind, a batch waits to be filled: the cores have enough to do meanwhile, and each run of the
 * encoder takes some of their time beside that of its pictures.
 *
 * A process and not a thread: it is as fast (copying a batch takes less than its inference by far),
 * native code that crashes in it takes nothing along, and a model that is unloaded gives back all
 * its memory.
 */
export class Engine {
  readonly device: Device;
  readonly #options: EngineOptions;
  readonly #exchange: Exchange;
  readonly #process: Worker<InferenceOperations, WarmBatches>;
  #waiting: EmbedJob[] = [];
  #running = false;
  #arrived: (() => void) | undefined;

  private constructor(
    options: EngineOptions,
    exchange: Exchange,
    process: Worker<InferenceOperations, WarmBatches>,
  ) {
    this.device = options.device;
    this.#options = options;
    this.#exchange = exchange;
    this.#process = process;
  }

  static async start(options: EngineOptions): Promise<Engine> {
    const { bundle, device, threads, loadMs, signal, quiet = false, onRestart } = options;
    const { input, dimensions } = bundle.card;
    const slotBytes = batchSizes.at(-1)! * Math.max(input.width * input.height * 3, dimensions * 4);
    const exchange = Exchange.create(2, slotBytes);
    const data: EncoderSpec = {
      graphPath: bundle.graphPath,
      graph: bundle.card.graph,
      width: input.width,
      height: input.height,
      dimensions,
      device,
      threads,
      slotBytes,
    };
    const process = await Worker.start<InferenceOperations, WarmBatches>({
      name: 'inference',
      file: new URL('./worker.ts', import.meta.url),
      data,
      carrier: childProcess({ exchange, quiet, niceness: niceness.inference }),
      startMs: loadMs,
      signal,
      callMs: limits.inferenceMs,
      maxPending: 2,
      onRestart,
    });
    return new Engine(options, exchange, process);
  }

  /** Pictures per second in the batches of a busy server; undefined while the process is started again. */
  get picturesPerSecond(): number | undefined {
    return this.#process.ready?.picturesPerSecond;
  }

  /** Pictures that wait for their batch. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** uint8 [height * width * 3] RGB -> float32 [dimensions]. An aborted job is dropped. */
  embed(pixels: Uint8Array, signal: AbortSignal): Promise<Float32Array> {
    const { card } = this.#options.bundle;
    const span = requestSpan()?.begin('embed', { 'selfsame.model': modelName(card) });
    const embedding = new Promise<Float32Array>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      const since = performance.now();
      this.#waiting.push({ pixels, signal, resolve, reject, since, span, attempts: 0 });
      this.#arrived?.();
      void this.#run();
    });
    return until(span, embedding);
  }

  /** Ends the process as if it had crashed; a new one takes its place. */
  replaceProcess(): Promise<void> {
    return this.#process.replace();
  }

  async close(): Promise<void> {
    await this.#process.close();
    this.#exchange.close();
  }

  get #batches(): readonly WarmBatch[] {
    return this.#process.ready?.batches ?? whileItStarts;
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
      this.#waiting = this.#waiting.filter(({ signal }) => !signal.aborted);
      if (this.#waiting.length === 0) break;
      const { take, size } = nextBatch(this.#waiting.length, this.#batches);
      await this.#runBatch(this.#waiting.splice(0, take), size);
    }
    this.#running = false;
  }

  /** Waits for a full batch, within the window and while more pictures are about to come. */
  async #gather(): Promise<void> {
    const { windowMs, moreComing } = this.#options;
    const { since } = this.#waiting[0]!;
    const full = this.#batches.findLast(({ size }) => size <= enough)!.size;
    while (this.#waiting.length < full) {
      const patience = moreComing() ? Math.max(windowMs, comingMs) : windowMs;
      const left = since + patience - performance.now();
      if (left <= 0) break;
      await this.#arrival(left);
    }
  }

  /** Resolves when the next picture arrives, or after so many milliseconds. */
  async #arrival(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#arrived = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#arrived = undefined;
  }

  /** Never throws: a failed batch fails its own jobs, after one more attempt. */
  async #runBatch(jobs: readonly EmbedJob[], size: number): Promise<void> {
    const { bundle, observer } = this.#options;
    const { dimensions } = bundle.card;
    try {
      const began = performance.now();
      for (const { since, span } of jobs) {
        observer.queued('batch', (began - since) / 1000);
        span?.add('queue', since, began);
      }
      const stride = jobs[0]!.pixels.length;
      for (const [i, { pixels }] of jobs.entries()) {
        this.#exchange.write(pixelSlot, pixels, i * stride);
      }
      await this.#process.call('embed', { pictures: jobs.length, size });
      const embeddings = new Float32Array(jobs.length * dimensions);
      this.#exchange.read(embeddingSlot, toBytes(embeddings));
      const ended = performance.now();
      observer.inferred((ended - began) / 1000, jobs.length, size);
      for (const { span } of jobs) span?.add('inference', began, ended, { pictures: jobs.length });
      void handOut(jobs, embeddings, dimensions);
    } catch (error) {
      for (const job of jobs) {
        if (job.attempts++ === 0) this.#waiting.unshift(job);
        else job.reject(new InferenceUnavailableError(error));
      }
    }
  }
}
