import { existsSync } from 'node:fs';
import { callOf, engineState, jaxPlugin } from '@selfsame/models';
import type { Platform } from '../pins/pin.ts';
import { digestOf, partsFor, type Recipe } from '../recipe.ts';
import { recipes } from '../recipes.ts';
import type { FoundPlugin, PackageReport } from './report.ts';

/** What can be installed here, and whether it is. */
export const packagesIn = (folder: string): readonly PackageReport[] =>
  recipes.map((recipe) => look(recipe, folder));

function look(recipe: Recipe, folder: string): PackageReport {
  const { name, about } = recipe;
  const install = `${callOf('engines')} install ${name}`;
  const state = engineState(name, folder);
  if (state.is === 'absent') return { name, about, state: 'absent', install };
  if (state.is === 'damaged')
    return { name, about, state: 'damaged', problem: state.problem, install };
  const { engine } = state;
  const parts = partsFor(recipe, `${process.platform}-${process.arch}` as Platform);
  const isCurrent = parts !== undefined && digestOf(recipe, parts) === engine.recipe;
  const bytes = engine.files.reduce((sum, file) => sum + file.bytes, 0);
  const { version } = engine;
  const found = isCurrent ? ('installed' as const) : ('outdated' as const);
  return { name, about, state: found, version, bytes, folder: engine.folder, install };
}

/** XLA plugins that are here without having been installed by this command. */
export function foundPlugins(): readonly FoundPlugin[] {
  const found: FoundPlugin[] = [];
  const { SELFSAME_PJRT_PLUGIN: named } = process.env;
  if (named) found.push({ from: 'SELFSAME_PJRT_PLUGIN', file: named, isThere: existsSync(named) });
  const file = jaxPlugin();
  if (file !== undefined) found.push({ from: "python3's JAX", file, isThere: true });
  return found;
}
