import type { AnswerMessage, CallMessage } from './protocol.ts';

/** What carries a worker's code: a thread of this process, or a process of its own. */
export interface Carrier {
  send(message: CallMessage): void;
  /** Ends it at once, whatever it is doing. */
  terminate(): Promise<void>;
}

export interface CarrierEvents {
  message(message: AnswerMessage): void;
  /** It is gone; `reason` says why, if that is known. */
  exit(reason: unknown): void;
}

export type OpenCarrier = (
  file: URL,
  data: unknown,
  name: string,
  events: CarrierEvents,
) => Carrier;
