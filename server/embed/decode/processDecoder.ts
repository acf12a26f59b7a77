import { type PictureLimits, PictureTooSlowError, PictureUnreadableError } from '@selfsame/models';
import { ThreadStoppedError } from '../../errors/service.ts';
import { limits as bounds } from '../../limits.ts';
import { childProcess } from '../../workers/childProcess.ts';
import { Exchange } from '../../workers/exchange.ts';
import { poolSize } from '../../workers/poolSize.ts';
import { niceness } from '../../workers/priority.ts';
import { Worker } from '../../workers/Worker.ts';
import { costlyMs } from './cost.ts';
import type { DecodeJob, Decoder, DecoderEvents } from './job.ts';
import type { DecodeOperations, DecoderSpec, SlotPicture, SlotResult } from './worker.ts';

/** Pictures that one process decodes at a time: two, because one leaves it idle in between. */
const jobsPerDecoder = 2;
/** And one more beside costly ones, so that no other waits until they are done. */
const slotsPerDecoder = jobsPerDecoder + 1;

/** Pixels of the largest input that a bundle may have take up 48 MiB. */
const leastSlotBytes = 64 * 2 ** 20;

/** Processes that one picture may take along. */
const mostProcesses = 3;

/** sharp looks at its clock between strips of a picture; a decoder that has no strips is killed. */
const graceMs = 500;

/**
 * One decoder process and the pictures that it works on. A picture that was in a process when that
 * ended is decoded alone the next time, so that it is known which of them it was.
 */
export async function openProcessDecoder(
  name: string,
  limits: PictureLimits,
  on: DecoderEvents & { restarted(reason: string): void },
): Promise<Decoder> {
  const slotBytes = Math.max(limits.bytes, leastSlotBytes);
  const exchange = Exchange.create(slotsPerDecoder, slotBytes);
  const slots = Array.from({ length: slotsPerDecoder }, (_, i) => i);
  // A job may come back to the decoder that lost it: what counts is this one sending of it.
  const sent = new Set<Sending>();

  const spec: DecoderSpec = { limits, slotBytes };
  const worker = await Worker.start<DecodeOperations, true>({
    name,
    file: new URL('./worker.ts', import.meta.url),
    data: spec,
    carrier: childProcess({
      exchange,
      niceness: niceness.decoding,
      poolThreads: Math.max(poolSize, slotsPerDecoder),
    }),
    startMs: bounds.startMs,
    // The clock of the decoder is the one that counts; this one only must not be earlier.
    callMs: bounds.startMs + 1000 * (limits.seconds + 1) * 10,
    maxPending: 16,
    onRestart: on.restarted,
  });

  /** The picture's time is over: its process is ended, and the others are decoded elsewhere. */
  function giveUp(slow: Sending): void {
    sent.delete(slow);
    slow.job.reject(new PictureTooSlowError(limits.seconds));
    for (const { job } of sent) on.returned(job);
    sent.clear();
    void worker.replace();
  }

  /** The process ended by itself: any of the pictures that it had may be to blame. */
  function lost(): void {
    for (const { job } of sent) {
      // One that was in so many, and alone in all but the first, is.
      if (++job.attempts < mostProcesses) on.returned(job);
      else job.reject(new PictureUnreadableError('the decoder crashed on it'));
    }
    sent.clear();
  }

  function call({ picture, rule }: DecodeJob, slot: number): Promise<SlotResult> {
    exchange.write(slot, picture);
    const of: SlotPicture = { slot, length: picture.length };
    return worker.call('make', { ...of, rule });
  }

  async function run(job: DecodeJob): Promise<void> {
    const slot = slots.pop()!;
    const began = performance.now();
    const sending = { job };
    sent.add(sending);
    const timer = setTimeout(() => giveUp(sending), 1000 * limits.seconds + graceMs);
    try {
      const { length, ...made } = await call(job, slot);
      const bytes = new Uint8Array(length);
      exchange.read(slot, bytes);
      on.decoded((performance.now() - began) / 1000);
      job.resolve({ ...made, bytes });
    } catch (error) {
      if (!ThreadStoppedError.is(error)) job.reject(error);
      else if (sent.has(sending)) lost();
    }
    clearTimeout(timer);
    sent.delete(sending);
    slots.push(slot);
    on.freed();
  }

  const free = () => slots.length === slotsPerDecoder;
  const hasRoom = (cost: number) => {
    const ordinary = [...sent].filter(({ job }) => job.cost <= costlyMs).length;
    return (cost > costlyMs ? sent.size : ordinary) < jobsPerDecoder;
  };
  return {
    get load() {
      return (slotsPerDecoder - slots.length) / jobsPerDecoder;
    },
    get ready() {
      return worker.ready === true;
    },
    takes: ({ cost, attempts }) =>
      free() || (attempts === 0 && slots.length > 0 && hasRoom(cost) && ![...sent].some(isSuspect)),
    take: (job) => void run(job),
    async close() {
      await worker.close();
      exchange.close();
    },
  };
}

interface Sending {
  readonly job: DecodeJob;
}

const isSuspect = ({ job }: Sending) => job.attempts > 0;
