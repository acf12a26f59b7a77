import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { EngineName } from './engines.ts';
import type { ProbeReport } from './probe.ts';

/** Loading CUDA's libraries or compiling shaders takes seconds; a device that hangs takes for ever. */
const limitSeconds = 60;

/**
 * The self-test of an engine, in a process of its own: a driver that crashes or hangs takes only that
 * with it.
 * @param threads of one operator on the CPU; 0: one per core
 */
export function probeEngine(
  name: EngineName,
  threads: number,
  signal: AbortSignal,
): Promise<ProbeReport> {
  const child = fork(join(import.meta.dirname, 'probe.ts'), [name, String(threads)], {
    // The libraries write their own errors there; what matters is in the report.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: 1000 * limitSeconds,
    killSignal: 'SIGKILL',
    signal,
  });
  return new Promise((resolve) => {
    const ended = (reason: string) => resolve({ reason });
    child.once('message', (report) => resolve(report as ProbeReport));
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, killedBy) =>
      ended(
        killedBy === 'SIGKILL'
          ? `its self-test took more than ${limitSeconds} s`
          : `its self-test crashed: ${killedBy ?? `exit status ${code}`}`,
      ),
    );
  });
}
