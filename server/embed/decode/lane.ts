import {
  type PictureLimits,
  PictureTooSlowError,
  PictureUnreadableError,
  type PixelRule,
} from '@selfsame/models';
import { limits as bounds } from '../../config/limits.ts';
import { childProcess } from '../../threads/carrier.ts';
import { Exchange } from '../../threads/exchange.ts';
import { Thread } from '../../threads/Thread.ts';
import type { DecodeOperations, DecoderSpec, SlotPicture, SlotResult } from './worker.ts';

/** A picture and what is to be made of it. */
export interface Job {
  readonly picture: Uint8Array;
  /** Of the pixels; a preview is made without one. */
  readonly rule: PixelRule | null;
  readonly signal: AbortSignal;
  resolve(result: Uint8Array): void;
  reject(error: unknown): void;
  /** Told how long it took, in seconds. */
  decoded(seconds: number): void;
  /** Processes that it has seen end. */
  attempts: number;
}

export interface Lane {
  readonly load: number;
  readonly ready: boolean;
  take(job: Job): void;
  close(): Promise<void>;
}

/** The picture that a decoder works on, and one that it has already. */
export const jobsPerLane = 2;

/** Pixels of the largest input that a bundle may have take up 48 MiB. */
const leastSlotBytes = 64 * 2 ** 20;

/** sharp looks at its clock between strips of a picture; a decoder that has no strips is killed. */
const graceMs = 500;

/**
 * One decoder process and the pictures that were sent to it: the one that it works on, and the next
 * one, so that it need not wait for it.
 */
export async function openLane(
  name: string,
  limits: PictureLimits,
  on: {
    /** Is given a job that has to be tried again elsewhere. */
    returned(job: Job): void;
    /** A picture is done. */
    freed(): void;
    restarted(reason: string): void;
  },
): Promise<Lane> {
  const slotBytes = Math.max(limits.bytes, leastSlotBytes);
  const exchange = Exchange.create(jobsPerLane, slotBytes);
  const slots = Array.from({ length: jobsPerLane }, (_, i) => i);
  // A job may come back to the lane that lost it: what counts is this one sending of it.
  let sent: { readonly job: Job }[] = [];
  let began = 0;
  let timer: NodeJS.Timeout | undefined;

  const spec: DecoderSpec = { limits, slotBytes };
  const worker = await Thread.start<DecodeOperations, true>({
    name,
    file: new URL('./worker.ts', import.meta.url),
    data: spec,
    carrier: childProcess(exchange),
    startMs: bounds.startMs,
    // The clock of the lane is the one that counts; this one only must not be earlier.
    callMs: bounds.startMs + 1000 * (limits.seconds + 1) * 10,
    maxPending: 16,
    onRestart: on.restarted,
  });

  /** Starts the clock of the picture that is worked on now. */
  function begin(): void {
    clearTimeout(timer);
    began = performance.now();
    if (sent.length > 0) timer = setTimeout(giveUp, 1000 * limits.seconds + graceMs);
  }

  function giveUp(): void {
    const [slow, ...others] = sent;
    sent = [];
    giveBack(others);
    slow!.job.reject(new PictureTooSlowError(limits.seconds));
    void worker.replace();
  }

  function giveBack(sendings: typeof sent): void {
    for (const { job } of sendings.toReversed()) on.returned(job);
  }

  /** The process ended: of what it had, the picture that it worked on is to blame. */
  function lost(): void {
    const [first, ...others] = sent;
    sent = [];
    giveBack(others);
    if (first === undefined) return;
    if (first.job.attempts++ === 0) on.returned(first.job);
    else first.job.reject(new PictureUnreadableError('the decoder crashed on it'));
  }

  function call({ picture, rule }: Job, slot: number): Promise<SlotResult> {
    exchange.write(slot, picture);
    const of: SlotPicture = { slot, length: picture.length };
    return rule === null ? worker.call('preview', of) : worker.call('pixels', { ...of, rule });
  }

  function finish(job: Job, slot: number, { length }: SlotResult): void {
    const result = new Uint8Array(length);
    exchange.read(slot, result);
    job.decoded((performance.now() - began) / 1000);
    job.resolve(result);
  }

  async function run(job: Job): Promise<void> {
    const slot = slots.pop()!;
    const sending = { job };
    if (sent.push(sending) === 1) begin();
    try {
      finish(job, slot, await call(job, slot));
    } catch (error) {
      if ((error as { code?: string }).code !== 'thread_stopped') job.reject(error);
      else if (sent.includes(sending)) lost();
    }
    slots.push(slot);
    const first = sent[0] === sending;
    sent = sent.filter((other) => other !== sending);
    if (first || sent.length === 0) begin();
    on.freed();
  }

  return {
    get load() {
      return jobsPerLane - slots.length;
    },
    get ready() {
      return worker.ready === true;
    },
    take: (job) => void run(job),
    async close() {
      await worker.close();
      clearTimeout(timer);
      exchange.close();
    },
  };
}
