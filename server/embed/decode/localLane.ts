import { decodePixels, type PictureLimits } from '@selfsame/models';
import type { Job, Lane, LaneEvents } from './job.ts';
import { makePreview } from './preview.ts';

/** Decodes in the threads of this process, which are given `size` pictures at a time. */
export function localLane(size: number, limits: PictureLimits, on: LaneEvents): Lane {
  let load = 0;

  async function run({ picture, rule, resolve, reject }: Job): Promise<void> {
    load++;
    const began = performance.now();
    try {
      const decoding =
        rule === null ? makePreview(picture, limits) : decodePixels(picture, rule, limits);
      const result = await decoding;
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
      return load;
    },
    ready: true,
    takes: () => load < size,
    take: (job) => void run(job),
    async close() {},
  };
}
