import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Built, Order, Rate, Task } from './contender.ts';

/** Building an index, or measuring a setting, in milliseconds. */
const timeout = 3 * 3_600_000;
/** Of what a process that failed said last, in characters. */
const mostSaid = 2000;

/** A contender's process. It keeps its index, so that contenders can be measured in turns. */
export class Process {
  readonly built: Built;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, built: Built) {
    this.#child = child;
    this.built = built;
  }

  /** Starts it and waits for its index. */
  static async start(task: Task): Promise<Process> {
    const child = fork(join(import.meta.dirname, 'run.ts'), [JSON.stringify(task)], {
      execArgv: ['--max-old-space-size=8192'],
      serialization: 'advanced',
      // LanceDB warns with every search.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr!.on('data', (piece) => {
      said = `${said}${piece}`.slice(-mostSaid);
    });
    child.once('exit', (code) => {
      if (code !== 0) console.error(said);
    });
    return new Process(child, (await answerOf(child)) as Built);
  }

  /** With one client and with sixteen. */
  async measure(setting: number): Promise<readonly [Rate, Rate]> {
    return (await this.#ask({ kind: 'measure', setting })) as [Rate, Rate];
  }

  /** Takes the figures that are measured last; what it had on the disk is removed. */
  async finish(): Promise<Readonly<Record<string, number>>> {
    return (await this.#ask({ kind: 'finish' })) as Record<string, number>;
  }

  /** Ends it. */
  stop(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  async #ask(order: Order): Promise<unknown> {
    this.#child.send(order);
    return answerOf(this.#child);
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const heard = new AbortController();
  const signal = AbortSignal.any([heard.signal, AbortSignal.timeout(timeout)]);
  const ended = once(child, 'exit', { signal }).then(([code, by]) => {
    throw new Error(`the process ended: ${by ?? `exit code ${code}`}`);
  });
  try {
    const [answer] = await Promise.race([once(child, 'message', { signal }), ended]);
    return answer;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    ended.catch(() => {});
    heard.abort();
  }
}
