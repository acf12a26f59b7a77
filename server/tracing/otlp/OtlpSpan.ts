import {
  type Span as ApiSpan,
  type Context,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { SelfsameError } from '@selfsame/models';
import type { Attributes } from '../Span.ts';
import type { RequestSpan } from '../Tracing.ts';

/** Milliseconds since 1970 of a time by `performance.now()`. */
const wallTime = (time: number) => performance.timeOrigin + time;

/** A span of the SDK. */
export class OtlpSpan implements RequestSpan {
  readonly #tracer: Tracer;
  readonly #span: ApiSpan;
  readonly #context: Context;

  constructor(tracer: Tracer, span: ApiSpan, parent: Context) {
    this.#tracer = tracer;
    this.#span = span;
    this.#context = trace.setSpan(parent, span);
  }

  begin(name: string, attributes: Attributes = {}): OtlpSpan | undefined {
    if (!this.#span.isRecording()) return undefined;
    const part = this.#part(name, performance.now(), attributes);
    return new OtlpSpan(this.#tracer, part, this.#context);
  }

  add(name: string, from: number, to: number, attributes: Attributes = {}): void {
    if (this.#span.isRecording()) this.#part(name, from, attributes).end(wallTime(to));
  }

  set(attributes: Attributes): void {
    this.#span.setAttributes(attributes);
  }

  rename(name: string): void {
    this.#span.updateName(name);
  }

  end(error?: unknown): void {
    if (error !== undefined) {
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
      this.#span.setAttribute('error.type', typeOf(error));
    }
    this.#span.end(wallTime(performance.now()));
  }

  #part(name: string, from: number, attributes: Attributes): ApiSpan {
    const options = { kind: SpanKind.INTERNAL, startTime: wallTime(from), attributes };
    return this.#tracer.startSpan(name, options, this.#context);
  }
}

function typeOf(error: unknown): string {
  if (error instanceof SelfsameError) return error.code;
  return error instanceof Error ? error.name : String(error);
}
