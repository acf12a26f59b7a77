import { type PictureLimits, PictureTooSlowError, PictureUnreadableError } from '@selfsame/models';
import { limits as bounds } from '../../config/limits.ts';
import { childProcess } from '../../threads/carrier.ts';
import { Thread } from '../../threads/Thread.ts';
import type { DecodeOperations } from './worker.ts';

/** A picture and what is to be made of it. */
export interface Job {
  readonly operation: Exclude<keyof DecodeOperations, 'close'>;
  readonly argument: unknown;
  readonly signal: AbortSignal;
  resolve(result: unknown): void;
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

/** sharp looks at its clock between strips of a picture; a decoder that has no strips is killed. */
const graceMs = 500;

/**
 * One decoder process and the pictures that were sent to it: the one that it works on, and the next
 * ones, so that it need not wait for them.
 * @param returned is given a job that has to be tried again elsewhere
 * @param freed is told whenever a picture is done
 */
export async function openLane(
  name: string,
  pictureLimits: PictureLimits,
  on: { returned(job: Job): void; freed(): void; restarted(reason: string): void },
): Promise<Lane> {
  const { seconds } = pictureLimits;
  // A job may come back to the lane that lost it: what counts is this one sending of it.
  let sent: { readonly job: Job }[] = [];
  let began = 0;
  let timer: NodeJS.Timeout | undefined;

  const worker = await Thread.start<DecodeOperations, true>({
    name,
    file: new URL('./worker.ts', import.meta.url),
    data: pictureLimits,
    carrier: childProcess,
    startMs: bounds.startMs,
    // The clock of the lane is the one that counts; this one only must not be earlier.
    callMs: bounds.startMs + 1000 * (seconds + 1) * 10,
    maxPending: 16,
    onRestart: on.restarted,
  });

  /** Starts the clock of the picture that is worked on now. */
  function begin(): void {
    clearTimeout(timer);
    began = performance.now();
    if (sent.length > 0) timer = setTimeout(giveUp, 1000 * seconds + graceMs);
  }

  function giveUp(): void {
    const [slow, ...others] = sent;
    sent = [];
    giveBack(others);
    slow!.job.reject(new PictureTooSlowError(seconds));
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

  return {
    get load() {
      return sent.length;
    },
    get ready() {
      return worker.ready === true;
    },
    take(job) {
      const sending = { job };
      if (sent.push(sending) === 1) begin();
      const done = () => {
        sent = sent.filter((other) => other !== sending);
        begin();
        on.freed();
      };
      worker.call(job.operation, job.argument as never).then(
        (result) => {
          job.decoded((performance.now() - began) / 1000);
          job.resolve(result);
          done();
        },
        (error: unknown) => {
          if ((error as { code?: string }).code !== 'thread_stopped') job.reject(error);
          else if (sent.includes(sending)) lost();
          done();
        },
      );
    },
    close: () => worker.close(),
  };
}
