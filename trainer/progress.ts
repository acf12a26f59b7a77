import { createSpeed } from '@selfsame/models';
import cliProgress from 'cli-progress';

/** A progress bar on a terminal, lines now and then elsewhere. */
export interface Progress {
  /** @param text what else to show, e.g. the loss; @param total where it is another one by now */
  update(done: number, text?: string, total?: number): void;
  stop(): void;
}

/** Of what is done while another one is shown. */
export const silent: Progress = { update() {}, stop() {} };

interface ProgressOptions {
  readonly label: string;
  readonly total: number;
  /** What is counted, in the plural, e.g. 'pictures'. */
  readonly unit: string;
  /** What was done in an earlier run; it does not count for the rate. */
  readonly start?: number;
  readonly stream?: NodeJS.WriteStream;
}

/** Between two lines, where there is no terminal. */
const lineInterval = 5000;

export function createProgress(options: ProgressOptions): Progress {
  const { stream = process.stderr } = options;
  return stream.isTTY ? createBar(options, stream) : createLines(options, stream);
}

function createBar(options: ProgressOptions, stream: NodeJS.WriteStream): Progress {
  const { label, total, unit, start = 0 } = options;
  const bar = new cliProgress.SingleBar({
    stream,
    format: `${label} {bar} {value}/{total} ${unit} | {rate} | {left}{text}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    fps: 5,
    stopOnComplete: false,
  });
  const speed = createSpeed(start);
  bar.start(total, start, { ...speed(start, total), text: '' });
  let last = '';
  return {
    update(done, text, now = total) {
      bar.setTotal(now);
      last = text === undefined ? last : ` | ${text}`;
      bar.update(done, { ...speed(done, now), text: last });
    },
    stop: () => bar.stop(),
  };
}

function createLines(options: ProgressOptions, stream: NodeJS.WriteStream): Progress {
  const { label, total, unit, start = 0 } = options;
  const speed = createSpeed(start);
  let written = performance.now();
  let pending: string | null = null;
  return {
    update(done, text, now = total) {
      const { rate, left } = speed(done, now);
      pending = [`${label} ${done}/${now} ${unit}`, rate, left, text].filter(Boolean).join(' | ');
      if (performance.now() - written < lineInterval) return;
      stream.write(`${pending}\n`);
      written = performance.now();
      pending = null;
    },
    stop() {
      if (pending) stream.write(`${pending}\n`);
      pending = null;
    },
  };
}
