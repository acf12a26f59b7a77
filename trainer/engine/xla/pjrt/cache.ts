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
import { XlaError } from '../../../errors.ts';
import type { Client } from './client.ts';
import { type CompileOptions, encodeCompileOptions } from './compileOptions.ts';
import type { Executable } from './executable.ts';

/** Executables that are kept; the ones that were used last stay. */
const kept = 16;
const ending = '.xla';
/** Bytes of SHA-256, which a file begins with: that of the rest. */
const digestLength = 32;

/**
 * Compiles a program, or loads what was compiled of it before. What is in the folder is used only
 * whole and by the same plugin, on the same kind of devices and processor. That the libraries
 * beside the plugin (cuDNN) are the same is not seen: a folder that goes when they are installed
 * anew is the place for it.
 * @param folder is made where it is missing; where it cannot be written, nothing is kept
 * @returns `cached`: whether it was there
 * @throws {XlaError} if the program cannot be compiled
 */
export function compileCached(
  client: Client,
  folder: string,
  stablehlo: string,
  options: CompileOptions = {},
): { readonly executable: Executable; readonly cached: boolean } {
  const file = join(folder, keyOf(client, stablehlo, options) + ending);
  const there = load(client, file);
  if (there !== undefined) return { executable: there, cached: true };
  const executable = client.compile(stablehlo, options);
  keep(executable, folder, file);
  return { executable, cached: false };
}

function keyOf(client: Client, stablehlo: string, options: CompileOptions): string {
  const hash = createHash('sha256');
  const { platform, platformVersion, apiVersion } = client;
  // To read a plugin whole takes a second or two. Whatever puts another in its place changes ctime.
  const { size, ctimeMs } = statSync(client.file);
  const plugin = [platform, platformVersion, apiVersion, size, ctimeMs];
  const machine = [process.arch, cpus()[0]?.model, client.devices.map(({ kind }) => kind)];
  hash.update(JSON.stringify([plugin, machine, process.env.XLA_FLAGS ?? '', stablehlo.length]));
  hash.update(stablehlo).update(encodeCompileOptions(options));
  return hash.digest('hex');
}

/** The executable in a file, or undefined where there is none that is whole and loads. */
function load(client: Client, file: string): Executable | undefined {
  try {
    const bytes = readFileSync(file);
    const serialized = bytes.subarray(digestLength);
    if (!digest(serialized).equals(bytes.subarray(0, digestLength))) return;
    const executable = client.load(serialized);
    const now = new Date();
    utimesSync(file, now, now);
    return executable;
  } catch (error) {
    if (error instanceof XlaError || isFileError(error)) return;
    throw error;
  }
}

/** Writes beside the place, and puts it there by rename: other processes may do the same. */
function keep(executable: Executable, folder: string, file: string): void {
  try {
    const serialized = executable.serialize();
    mkdirSync(folder, { recursive: true });
    put(file, Buffer.concat([digest(serialized), serialized]));
    prune(folder);
  } catch (error) {
    // Not every plugin serialises; and a disk that is full is no reason not to train.
    if (!(error instanceof XlaError || isFileError(error))) throw error;
  }
}

function put(file: string, bytes: Uint8Array): void {
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, bytes);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function prune(folder: string): void {
  const files = readdirSync(folder).filter((name) => name.endsWith(ending));
  const paths = files.map((name) => join(folder, name));
  const byUse = paths.map((path) => ({ path, used: statSync(path).mtimeMs }));
  byUse.sort((a, b) => b.used - a.used);
  for (const { path } of byUse.slice(kept)) rmSync(path, { force: true });
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
