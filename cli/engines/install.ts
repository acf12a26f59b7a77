import { mkdirSync } from 'node:fs';
import { engineState } from '@selfsame/models';
import { findPip, type Pip } from '@selfsame/models/wheel';
import { buildBinding, compiledOnly, requireCompiler } from './binding/build.ts';
import { EnginePlatformError, NoPipError } from './errors.ts';
import { explained } from './explained.ts';
import { checkGlibc } from './glibc.ts';
import type { Platform } from './pins/pin.ts';
import { digestOf, type Part, partsFor, platformsOf, type Recipe } from './recipe.ts';
import { sizeText } from './size.ts';
import { lockEngine, openStaging } from './staging.ts';
import type { Unpacked } from './unpack.ts';
import { takeWheel } from './wheel.ts';

export interface InstallOptions {
  /** Of engines: each is a folder in it. */
  readonly folder: string;
  /** Ends it; what was unpacked completely stays, for the next try. */
  readonly stop: AbortSignal;
  /** Takes a line that says what was done. */
  readonly tell: (line: string) => void;
  readonly platform?: Platform;
}

/**
 * Downloads, checks and unpacks an engine, and puts it in its place once it is complete.
 * @throws {SelfsameError} what went wrong; an engine that was there before is there still
 * @throws what `stop` was aborted with
 */
export async function installEngine(recipe: Recipe, options: InstallOptions): Promise<void> {
  const { folder, tell, platform = `${process.platform}-${process.arch}` as Platform } = options;
  const { name } = recipe;
  const parts = partsFor(recipe, platform);
  if (parts === undefined) throw new EnginePlatformError(name, platform, platformsOf(recipe));
  const digest = digestOf(recipe, parts);
  const state = engineState(name, folder);
  if (state.is === 'whole' && state.engine.recipe === digest)
    return tell(`${name} ${state.engine.version} is there already, in ${state.engine.folder}`);
  checkGlibc(recipe, parts);
  if (recipe.binding !== undefined) requireCompiler(name);
  const pip = await findPip();
  if (pip === null) throw new NoPipError();
  let unlock = () => {};
  try {
    mkdirSync(folder, { recursive: true });
    unlock = lockEngine(folder, name);
    await install(recipe, parts, digest, pip, options);
  } catch (error) {
    throw explained(error, folder);
  } finally {
    unlock();
  }
}

async function install(
  { name, library, binding, pins }: Recipe,
  parts: readonly Part[],
  digest: string,
  pip: Pip,
  { folder, stop, tell }: InstallOptions,
): Promise<void> {
  const began = performance.now();
  const wheels = parts.reduce((sum, { wheel }) => sum + wheel.bytes, 0);
  tell(`${name} ${pins[0].version}: ${sizeText(wheels)} of wheels (${parts.length}), by ${pip[0]}`);
  const staging = openStaging(folder, name, digest);
  const unpacked: Unpacked[] = [];
  for (const part of parts) unpacked.push(...(await takeWheel(part, pip, staging, stop, tell)));
  const versions = parts.map(({ pin }) => [pin.name, pin.version]);
  const dropped = binding === undefined ? [] : compiledOnly;
  if (binding !== undefined) {
    tell('  compiling the binding for Node');
    const { temporary } = staging;
    unpacked.push(...(await buildBinding(name, binding, staging.folder, temporary, stop)));
    versions.push([binding.sources.name, binding.sources.version]);
  }
  const files = unpacked.filter(({ path }) => !dropped.some((one) => path.startsWith(`${one}/`)));
  const record = { name, version: pins[0].version, library, recipe: digest, files };
  const installed = new Date().toISOString();
  staging.publish({ ...record, versions: Object.fromEntries(versions), installed }, dropped);

  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  tell(`${name} is in ${folder}/${name}: ${sizeText(bytes)}, ${files.length} files, ${seconds} s`);
  for (const [licence, of] of Object.entries(Object.groupBy(pins, (pin) => pin.licence)))
    tell(`  licence of ${of!.map((pin) => pin.name).join(', ')}: ${licence}`);
}
