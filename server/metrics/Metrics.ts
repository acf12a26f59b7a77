import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observer } from './Observer.ts';

/** One answered request. */
export interface RequestRecord {
  readonly method: string;
  /** The endpoint's path as in the API's description, so that there are only so many. */
  readonly route: string;
  /** HTTP status, or "client gone". */
  readonly status: number | string;
  readonly seconds: number;
}

/** A loaded encoder, as labels of `selfsame_info`. */
export interface EncoderLabels {
  readonly model: string;
  readonly digest: string;
  readonly device: string;
  readonly serving: 'true' | 'false';
}

/** What is asked for when the figures are read. */
export interface Snapshot {
  /** Pictures admitted and not yet embedded. */
  readonly queue: number;
  /** Pictures of the activation under way that are done with, and how many there are; null: none is. */
  readonly activation: { readonly done: number; readonly total: number } | null;
  readonly encoders: readonly EncoderLabels[];
}

export interface Metrics {
  readonly observe: Observer;
  requestBegins(): void;
  requestEnds(record: RequestRecord): void;
  /** An error was told to a client, by itself or within a batch. */
  failed(code: string): void;
  /** Everything in the text format of Prometheus. */
  render(snapshot: Snapshot): Promise<string>;
  readonly contentType: string;
}

const fine = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
const sizes = [1, 2, 4, 8, 16, 32, 64, 128];

/** The figures of one app, in a registry of its own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const histogram = (name: string, help: string, buckets = fine) =>
    new Histogram({ name: `selfsame_${name}`, help, buckets, registers });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `selfsame_${name}`, help, registers });

  const requests = new Histogram({
    name: 'selfsame_request_seconds',
    help: 'From the request to the end of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: fine,
    registers,
  });
  const errors = new Counter({
    name: 'selfsame_errors_total',
    help: 'Errors that clients were told, by code',
    labelNames: ['code'] as const,
    registers,
  });
  const info = new Gauge({
    name: 'selfsame_info',
    help: 'The loaded encoders, and which of them serves',
    labelNames: ['model', 'digest', 'device', 'serving'] as const,
    registers,
  });
  const inFlight = gauge('requests_in_flight', 'Requests being received or worked on');
  const activated = gauge('activation_done', 'Pictures that the activation under way has embedded');
  const toActivate = gauge(
    'activation_pictures',
    'Pictures of the activation under way; 0: none is',
  );
  const waiting = gauge('queue_pictures', 'Pictures admitted and not yet embedded');
  const queued = new Histogram({
    name: 'selfsame_queue_seconds',
    help: 'A picture waiting for a decoder, or decoded for its batch',
    labelNames: ['stage'] as const,
    buckets: fine,
    registers,
  });
  const decode = histogram(
    'decode_seconds',
    'Decoding one picture, from when it was given to a decoder',
  );
  const inference = histogram('inference_seconds', 'One run of the encoder');
  const batches = histogram('batch_pictures', 'Pictures in one run of the encoder', sizes);
  const padding = new Counter({
    name: 'selfsame_padding_pictures_total',
    help: 'Empty places in the batches that the encoder ran',
    registers,
  });
  const search = histogram('search_seconds', 'One search of the index');

  return {
    observe: {
      decoded: (seconds) => decode.observe(seconds),
      queued: (stage, seconds) => queued.observe({ stage }, seconds),
      inferred(seconds, pictures, size) {
        inference.observe(seconds);
        batches.observe(pictures);
        padding.inc(size - pictures);
      },
      searched: (seconds) => search.observe(seconds),
    },
    requestBegins: () => inFlight.inc(),
    requestEnds({ method, route, status, seconds }) {
      inFlight.dec();
      requests.observe({ method, route, status }, seconds);
    },
    failed: (code) => errors.inc({ code }),
    async render({ queue, activation, encoders }) {
      activated.set(activation?.done ?? 0);
      toActivate.set(activation?.total ?? 0);
      waiting.set(queue);
      info.reset();
      for (const encoder of encoders) info.set({ ...encoder }, 1);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
