import { passedOverCount } from '@selfsame/models';
import cliProgress from 'cli-progress';
import type { JobAnswer } from './client.ts';

export interface Progress {
  update(job: JobAnswer): void;
  stop(): void;
}

/** Between two lines, where there is no terminal, in milliseconds. */
const lineInterval = 5000;

const done = (job: JobAnswer) =>
  job.indexed +
  job.changed +
  job.copied +
  job.moved +
  job.known +
  job.unreadable +
  job.metadataFiles +
  passedOverCount(job.passedOver);

/** A progress bar on a terminal, lines now and then elsewhere. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) {
    let next = Date.now() + lineInterval;
    return {
      update(job) {
        if (job.found === null || Date.now() < next) return;
        next = Date.now() + lineInterval;
        stream.write(`${done(job)} of ${job.found} files\n`);
      },
      stop() {},
    };
  }
  const format = 'indexing {bar} {value}/{total} files | {eta_formatted} left';
  const bar = new cliProgress.SingleBar(
    { stream, format, barsize: 24 },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    update(job) {
      if (job.found === null) return;
      if (started) bar.update(done(job));
      else bar.start(job.found, done(job));
      started = true;
    },
    stop: () => bar.stop(),
  };
}
