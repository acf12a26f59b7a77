import { createSpeed, type Speed } from '@selfsame/models';
import cliProgress from 'cli-progress';

export interface Progress {
  /**
   * @param total null as long as it is not known
   * @param told how fast it goes, where it is told; else that is measured
   */
  update(done: number, total: number | null, told?: Speed): void;
  stop(): void;
}

/** Between two lines, where there is no terminal, in milliseconds. */
const lineInterval = 5000;

/**
 * A progress bar on a terminal, lines now and then elsewhere.
 * @param doing what is under way: "indexing"
 * @param unit of what is counted: "files"
 */
export function createProgress(stream: NodeJS.WriteStream, doing: string, unit: string): Progress {
  const speed = createSpeed();
  if (!stream.isTTY) {
    let next = Date.now() + lineInterval;
    return {
      update(done, total, told) {
        if (total === null || Date.now() < next) return;
        next = Date.now() + lineInterval;
        const { rate, left } = told ?? speed(done, total);
        stream.write(`${doing}: ${done} of ${total} ${unit} | ${rate} | ${left}\n`);
      },
      stop() {},
    };
  }
  const format = `${doing} {bar} {value}/{total} ${unit} | {rate} | {left}`;
  const bar = new cliProgress.SingleBar(
    { stream, format, barsize: 24 },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    update(done, total, told) {
      if (total === null) return;
      const payload = { ...(told ?? speed(done, total)) };
      if (started) bar.update(done, payload);
      else bar.start(total, done, payload);
      started = true;
    },
    stop: () => bar.stop(),
  };
}

/** Where nothing is to be seen but the answer. */
export const noProgress: Progress = { update() {}, stop() {} };
