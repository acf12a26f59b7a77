import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { enginesFolder } from './folder.ts';
import { type EnginePackage, type EngineRecordFile, recordFile, recordSchema } from './record.ts';

/** An engine's libraries in the user's cache. */
export interface InstalledEngine extends EngineRecordFile {
  /** Absolute. */
  readonly folder: string;
}

/** What is in an engine's folder: nothing, an engine that is whole, or what is wrong with it. */
export type EngineState =
  | { readonly is: 'absent' }
  | { readonly is: 'whole'; readonly engine: InstalledEngine }
  | { readonly is: 'damaged'; readonly problem: string };

/** Looks, at every file's size too: contents were checked when they were unpacked. */
export function engineState(name: EnginePackage, folder = enginesFolder()): EngineState {
  const home = join(folder, name);
  let text: string;
  try {
    text = readFileSync(join(home, recordFile), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { is: 'absent' };
    return { is: 'damaged', problem: (error as Error).message };
  }
  const record = recordSchema.safeParse(parsed(text));
  if (!record.success) return { is: 'damaged', problem: `${join(home, recordFile)} is no record` };
  for (const { path, bytes } of record.data.files) {
    const size = statSync(join(home, path), { throwIfNoEntry: false })?.size;
    if (size === bytes) continue;
    const what = size === undefined ? 'is missing' : `has ${size} bytes in place of ${bytes}`;
    return { is: 'damaged', problem: `${join(home, path)} ${what}` };
  }
  return { is: 'whole', engine: { ...record.data, folder: home } };
}

/** The engine of a name, where it is installed and whole. */
export function installedEngine(name: EnginePackage): InstalledEngine | undefined {
  const state = engineState(name);
  return state.is === 'whole' ? state.engine : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
