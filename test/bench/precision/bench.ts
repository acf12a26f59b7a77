import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  findBundle,
  formatTable,
  modelFolders,
  modelName,
  scanFolder,
} from '../../../models/index.ts';
import { openAlone } from '../../../server/client/alone.ts';
import type { Benchmark } from '../benchmark.ts';
import { colourHistogram } from './histogram.ts';
import { kindOf } from './kinds.ts';

const nearest = 5;

/** Precision@5 by kind, of every photograph that belongs to one, from 0 to 1. */
type Precision = ReadonlyMap<string, number>;

/**
 * How many of the five nearest photographs are of the same kind as the one searched by, of those that
 * belong to one of a few kinds (kinds.ts), among all. `--photos <folder>`, `--model a,b/1` (bundles,
 * beside which colour histograms are), `--models <folder>`.
 */
export const precision: Benchmark = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      photos: { type: 'string' },
      model: { type: 'string', default: 'cifar10-small' },
      models: { type: 'string' },
    },
  });
  if (values.photos === undefined) throw new Error('--photos needs the folder of photographs');
  const files = scanFolder(values.photos, { hidden: false }).pictures;
  const pictures = files.map(({ place }) => readFileSync(place));
  const kinds = files.map(({ path }) => kindOf(path));
  if (kinds.every((kind) => kind === null))
    throw new Error('none of them is of a kind in kinds.ts');
  const rows: [string, Precision][] = [];
  rows.push(['colour histograms', of(await Promise.all(pictures.map(colourHistogram)), kinds)]);
  const folders = [...(values.models === undefined ? [] : [values.models]), ...modelFolders()];
  for (const reference of values.model.split(',')) {
    const bundle = await findBundle(folders, reference);
    const alone = await openAlone(bundle);
    const vectors: Float32Array[] = [];
    for (const picture of pictures) vectors.push(await alone.embed(picture));
    await alone.close();
    rows.push([modelName(bundle.card), of(vectors, kinds)]);
  }
  rows.push(['chance', chanceOf(kinds)]);
  return {
    table: tableOf(rows, kinds),
    figures: Object.fromEntries(rows.map(([name, one]) => [name, Object.fromEntries(one)])),
  };
};

const all = 'all of them';

function of(vectors: readonly Float32Array[], kinds: readonly (string | null)[]): Precision {
  return average(kinds, (i, kind) => {
    const scores = vectors.map((vector, j) => (j === i ? -2 : dot(vectors[i]!, vector)));
    const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
    return order.slice(0, nearest).filter((j) => kinds[j] === kind).length / nearest;
  });
}

const chanceOf = (kinds: readonly (string | null)[]): Precision =>
  average(
    kinds,
    (_, kind) => (kinds.filter((one) => one === kind).length - 1) / (kinds.length - 1),
  );

function average(
  kinds: readonly (string | null)[],
  precisionOf: (i: number, kind: string) => number,
): Precision {
  const found = new Map<string, number[]>();
  for (const [i, kind] of kinds.entries())
    if (kind !== null)
      for (const name of [kind, all])
        found.set(name, [...(found.get(name) ?? []), precisionOf(i, kind)]);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  return new Map([...found].map(([name, values]) => [name, mean(values)]));
}

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function tableOf(
  rows: readonly (readonly [string, Precision])[],
  kinds: readonly (string | null)[],
): string {
  const names = [...new Set(kinds.filter((kind) => kind !== null)), all];
  const countOf = (name: string) =>
    kinds.filter((kind) => name === kind || (name === all && kind)).length;
  return formatTable([
    ['precision@5', 'photographs', ...rows.map(([name]) => name)],
    ...names.map((name) => [
      name,
      String(countOf(name)),
      ...rows.map(([, one]) => `${(100 * one.get(name)!).toFixed(1)} %`),
    ]),
  ]);
}
