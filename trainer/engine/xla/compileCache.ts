import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Client, PluginSpec } from './pjrt/client.ts';
import type { CompileOptions } from './pjrt/compileOptions.ts';
import type { Executable } from './pjrt/executable.ts';

/** Executables that are kept, those used last. */
const kept = 32;

/**
 * Compiles a program, or loads what it was compiled to before. On a GPU that takes a minute, in which
 * XLA also tries which of several algorithms is the fastest: one that was kept is the same in every
 * process, so that a run that is resumed computes the very same numbers.
 * @param plugin that the client is of; @param folder of executables
 */
export function compileCached(
  client: Client,
  plugin: PluginSpec,
  text: string,
  folder: string,
  options: CompileOptions = {},
): Executable {
  const file = join(folder, `${keyOf(client, plugin, text, options)}.pjrt`);
  const found = load(client, file);
  if (found) return found;
  const executable = client.compile(text, options);
  keep(file, executable, folder);
  return executable;
}

/** Everything that the compiler's answer depends on. */
function keyOf(client: Client, { file }: PluginSpec, text: string, options: CompileOptions) {
  const { size, mtimeMs } = statSync(file);
  const device = [client.platformVersion, client.devices[0]!.kind, cpus()[0]?.model];
  const parts = [text, options, size, mtimeMs, ...device, process.env.XLA_FLAGS];
  return digestOf(Buffer.from(JSON.stringify(parts))).toString('hex');
}

/** A file is a digest of 32 bytes and the executable: XLA does not check what it loads. */
function load(client: Client, file: string): Executable | undefined {
  try {
    const content = readFileSync(file);
    const executable = content.subarray(32);
    if (!digestOf(executable).equals(content.subarray(0, 32))) return undefined;
    const loaded = client.load(executable);
    const now = new Date();
    utimesSync(file, now, now);
    return loaded;
  } catch {
    // Not there, or not this plugin's: it is compiled.
    return undefined;
  }
}

function keep(file: string, executable: Executable, folder: string): void {
  try {
    const bytes = executable.serialize();
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, Buffer.concat([digestOf(bytes), bytes]));
    renameSync(unfinished, file);
    const byAge = readdirSync(folder)
      .map((name) => join(folder, name))
      .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const old of byAge.slice(kept)) rmSync(old, { force: true });
  } catch {
    // A full disk, or a plugin that cannot write executables down: it is compiled again next time.
  }
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
