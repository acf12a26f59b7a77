import type { IncomingHttpHeaders } from 'node:http';
import type { Attributes, Span } from './Span.ts';

/** Traces of requests, which a collector is sent. */
export interface Tracing {
  /**
   * A request that begins, as a part of its client's trace where it names one (`traceparent`, W3C
   * Trace Context); undefined where this one is not among those that are sampled.
   */
  request(
    name: string,
    headers: IncomingHttpHeaders,
    attributes: Attributes,
  ): RequestSpan | undefined;
  /** Sends what there is, within the time that the exporter has. */
  close(): Promise<void>;
}

export interface RequestSpan extends Span {
  /** Once the endpoint is known. */
  rename(name: string): void;
}
