import type { PictureLimits } from '@selfsame/models';
import type { DecodeJob, Decoder, DecoderEvents } from './job.ts';
import { make } from './make.ts';

/** Decodes in the threads of this process. */
export function threadDecoder(threads: number, limits: PictureLimits, on: DecoderEvents): Decoder {
  let load = 0;

  async function run({ picture, rule, resolve, reject }: DecodeJob): Promise<void> {
    load++;
    const began = performance.now();
    try {
      const result = await make(picture, rule, limits);
      on.decoded((performance.now() - began) / 1000);
      resolve(result);
    } catch (error) {
      reject(error);
    }
    load--;
    on.freed();
  }

  return {
    get load() {
      return load / threads;
    },
    ready: true,
    // One more than there are threads: one that has to wait for the event loop to bring its next
    // picture is idle meanwhile.
    takes: () => load <= threads,
    take: (job) => void run(job),
    async close() {},
  };
}
