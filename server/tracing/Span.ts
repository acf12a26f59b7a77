import { AsyncLocalStorage } from 'node:async_hooks';

export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** The work on a request, or a part of it, as a trace shows it. */
export interface Span {
  /** A part that begins now; undefined once this has ended, for what goes on without the request. */
  begin(name: string, attributes?: Attributes): Span | undefined;
  /** A part that is over, from one time to another by `performance.now()`. */
  add(name: string, from: number, to: number, attributes?: Attributes): void;
  set(attributes: Attributes): void;
  /** @param error what it failed with, if it did: an error, or what to call it */
  end(error?: unknown): void;
}

/** Where no traces are wanted, nothing is ever kept in it, and it costs a look. */
const here = new AsyncLocalStorage<Span>();

/** That of the request which is worked on, where it is traced. */
export const requestSpan = (): Span | undefined => here.getStore();

/** Does the work on a request, of which `span` tells. */
export const within = <T>(span: Span, work: () => T): T => here.run(span, work);

/** Ends a span with what it tells of. @returns `work` itself where there is no span */
export function until<T>(span: Span | undefined, work: Promise<T>): Promise<T> {
  if (span === undefined) return work;
  return work.then(
    (value) => {
      span.end();
      return value;
    },
    (error) => {
      span.end(error);
      throw error;
    },
  );
}

/** Has the request's trace, where there is one, tell of work that has just begun. */
export const traced = <T>(name: string, work: Promise<T>): Promise<T> =>
  until(requestSpan()?.begin(name), work);
