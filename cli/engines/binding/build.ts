import { execFile, spawnSync } from 'node:child_process';
import { globSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EngineBuildError, NoCompilerError } from '../errors.ts';
import type { Binding } from '../recipe.ts';
import { sha256Of, type Unpacked } from '../unpack.ts';
import { fetchPackage } from './npm.ts';

const compiler = 'g++';
/** From the engine's folder: the package, and what is needed of it to compile alone. */
const home = 'tfjs';
export const compiledOnly = [`${home}/binding`, 'tensorflow/include/tensorflow'] as const;

/** @throws {NoCompilerError} */
export function requireCompiler(engine: string): void {
  if (spawnSync(compiler, ['--version']).status !== 0) throw new NoCompilerError(engine);
}

/**
 * Compiles @tensorflow/tfjs-node's binding against the TensorFlow that was unpacked. Its own install
 * takes TensorFlow 2.9.1 and CUDA 11.2; what it calls of TensorFlow is the C interface, which stays.
 * @param folder of the engine in the making
 * @param temporary folder for what is not to stay
 * @returns what it added
 * @throws {EngineBuildError | EngineDownloadError | EngineDigestError}
 */
export async function buildBinding(
  engine: string,
  { sources, runtime, headers }: Binding,
  folder: string,
  temporary: string,
  stop: AbortSignal,
): Promise<readonly Unpacked[]> {
  const include = join(temporary, 'headers');
  const inside = join(folder, home);
  await fetchPackage(sources, inside, temporary, stop, ['dist', 'binding', 'package.json']);
  for (const one of runtime)
    await fetchPackage(one, join(inside, 'node_modules', one.name), temporary, stop);
  await fetchPackage(headers, include, temporary, stop);
  await compile(engine, folder, join(include, 'include'), stop);
  const files: Unpacked[] = [];
  for (const path of globSync(`${home}/{dist,lib,node_modules,package.json}/**`, { cwd: folder })) {
    const file = join(folder, path);
    const stats = statSync(file);
    if (stats.isFile()) files.push({ path, bytes: stats.size, sha256: await sha256Of(file, stop) });
  }
  return files;
}

async function compile(engine: string, folder: string, headers: string, stop: AbortSignal) {
  const tensorflow = join(folder, 'tensorflow');
  mkdirSync(join(folder, home, 'lib'), { recursive: true });
  const args = [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8'],
    ...['-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION'],
    ...[`-I${headers}`, `-I${tensorflow}/include`, '-I..'],
    ...['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc', '-o', 'lib/tfjs_binding.node'],
    ...['cc', 'framework'].map((name) => `${tensorflow}/libtensorflow_${name}.so.2`),
    // From where the binding is, so that the engine's folder may be moved.
    '-Wl,-rpath,$ORIGIN/../../tensorflow',
  ];
  try {
    await promisify(execFile)(compiler, args, { cwd: join(folder, home), signal: stop });
  } catch (error) {
    stop.throwIfAborted();
    const { stderr = '', message } = error as Error & { stderr?: string };
    const line = stderr.split('\n').find((one) => /\berror\b/.test(one));
    throw new EngineBuildError(engine, line ?? message, error);
  }
}
