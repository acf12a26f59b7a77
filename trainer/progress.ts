import cliProgress from 'cli-progress';

/** A progress bar on a terminal, lines now and then elsewhere. */
export interface Progress {
  /** @param text what else to show, e.g. the loss */
  update(done: number, text?: string): void;
  stop(): void;
}

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
  const speed = createSpeed(total, start);
  bar.start(total, start, { ...speed(start), text: '' });
  let last = '';
  return {
    update(done, text) {
      last = text === undefined ? last : ` | ${text}`;
      bar.update(done, { ...speed(done), text: last });
    },
    stop: () => bar.stop(),
  };
}

function createLines(options: ProgressOptions, stream: NodeJS.WriteStream): Progress {
  const { label, total, unit, start = 0 } = options;
  const speed = createSpeed(total, start);
  let written = performance.now();
  let pending: string | null = null;
  return {
    update(done, text) {
      const { rate, left } = speed(done);
      pending = [`${label} ${done}/${total} ${unit}`, rate, left, text].filter(Boolean).join(' | ');
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

/** Rate over the last half minute or so, and the time left at that rate. */
function createSpeed(total: number, start: number) {
  const samples = [{ done: start, at: performance.now() }];
  return (done: number): { rate: string; left: string } => {
    const now = performance.now();
    if (now - samples.at(-1)!.at > 500) samples.push({ done, at: now });
    while (samples.length > 2 && now - samples[1]!.at > 30_000) samples.shift();
    const [oldest] = samples as [{ done: number; at: number }];
    const perSecond = ((done - oldest.done) * 1000) / Math.max(1, now - oldest.at);
    if (perSecond <= 0) return { rate: '-/s', left: '- left' };
    return {
      rate: `${perSecond.toFixed(perSecond < 10 ? 2 : 0)}/s`,
      left: `${duration((total - done) / perSecond)} left`,
    };
  };
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
