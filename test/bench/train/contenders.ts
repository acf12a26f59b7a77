import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figures, Settings } from './settings.ts';

const run = promisify(execFile);
const here = import.meta.dirname;
/** A step that hangs must not hang the benchmark. */
const timeout = 20 * 60_000;

/** Measures one contender in a fresh process. */
export type Contender = (settings: Settings) => Promise<Figures>;

export type Precision = 'float32' | 'mixed';

export function ours(engine: string, precision: Precision): Contender {
  return (settings) =>
    measure(process.execPath, join(here, 'ours.ts'), { ...settings, engine, precision });
}

export interface PeerOptions {
  readonly device: 'cpu' | 'cuda';
  readonly layout: 'nchw' | 'channels-last';
  readonly precision: Precision;
  /** Seconds in which to look for the batch of the highest rate, from the one that is asked for up. */
  readonly search?: number;
}

/** What does the same step, by the name that `--peer` takes: a Python program, and what it imports. */
export const peers = {
  pytorch: { title: 'PyTorch', module: 'torch', script: 'pytorch_step.py' },
  jax: { title: 'JAX', module: 'jax', script: 'jax_step.py' },
} as const;

export type Peer = (typeof peers)[keyof typeof peers];

export function peerStep(python: string, { script }: Peer, options: PeerOptions): Contender {
  return (settings) => measure(python, join(here, 'peers', script), { ...settings, ...options });
}

/** The first of some interpreters that has a module. */
export async function findPython(
  pythons: readonly string[],
  { module }: Peer,
): Promise<string | undefined> {
  for (const python of pythons) {
    try {
      await run(python, ['-c', `import ${module}`]);
      return python;
    } catch {
      // Not there, or without the module: the next one may do.
    }
  }
  return undefined;
}

async function measure(command: string, script: string, settings: object): Promise<Figures> {
  const { stdout } = await run(command, [script, JSON.stringify(settings)], { timeout });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Figures;
}
