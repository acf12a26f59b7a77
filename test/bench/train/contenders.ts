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

export const precisions = ['float32', 'mixed'] as const;
export type Precision = (typeof precisions)[number];

export function ours(engine: string, precision: Precision): Contender {
  return (settings) =>
    measure(process.execPath, join(here, 'ours.ts'), { ...settings, engine, precision });
}

export const peerDevices = ['cpu', 'cuda'] as const;

export interface PeerOptions {
  readonly device: (typeof peerDevices)[number];
  readonly layout: 'nchw' | 'channels-last';
  readonly precision: Precision;
  /** Seconds in which to look for the batch of the highest rate, from the one that is asked for up. */
  readonly search?: number;
}

/** What does the same step, by the name that `--peer` takes: a Python program. */
export const peers = {
  pytorch: { title: 'PyTorch', script: 'pytorch_step.py' },
  jax: { title: 'JAX', script: 'jax_step.py' },
} as const;

export type PeerName = keyof typeof peers;
type Peer = (typeof peers)[PeerName];

export function peerStep(python: string, { script }: Peer, options: PeerOptions): Contender {
  return (settings) => measure(python, join(here, 'peers', script), { ...settings, ...options });
}

async function measure(command: string, script: string, settings: object): Promise<Figures> {
  const { stdout } = await run(command, [script, JSON.stringify(settings)], { timeout });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Figures;
}
