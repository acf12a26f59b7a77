import { type PixelRule, printable } from '@selfsame/models';
import type { PictureCache } from '../data/cache.ts';
import { partOf } from '../data/part.ts';
import { sumsOf } from '../data/sums.ts';
import type { Graph } from './embed.ts';
import type { FurtherFigures } from './further.ts';
import { type LabelledOptions, openLabelled } from './labelled.ts';
import { embedderOf, type Figures, measureAll } from './measure.ts';
import { rawPixels } from './rawPixels.ts';

/** Longest side of the pictures that are compared as raw pixels. */
const rawSide = 32;

/** A trained encoder that is to be measured. */
export interface Subject {
  readonly name: string;
  readonly graph: Graph;
  readonly rule: PixelRule;
  /**
   * The graph of the same encoder before training; null where it cannot be made again.
   * @param bank the pictures that are searched among: a baseline that had seen those that are searched
   *   by would be whitened on them, and better than it can be in use
   */
  readonly untrained: (bank: PictureCache) => Promise<Graph | null>;
}

/** What was measured for each way to turn pictures into vectors. */
export interface Comparison {
  /** 0 where there are none. */
  readonly classes: number;
  readonly bank: number;
  readonly queries: number;
  readonly rows: readonly { readonly name: string; readonly figures: Figures & FurtherFigures }[];
}

/** Measures an encoder, the same before training, and raw pixels, on the same pictures. */
export async function compare(
  { name, graph, rule, untrained }: Subject,
  options: Omit<LabelledOptions, 'rule'>,
): Promise<Comparison> {
  const rows: { name: string; figures: Figures & FurtherFigures }[] = [];
  const { seed } = options;
  const add = async (name: string, figures: Promise<Figures & FurtherFigures>) =>
    rows.push({ name, figures: await figures });

  const encoded = await openLabelled({ ...options, rule });
  const { classes, bank, queries, notes } = encoded;
  for (const cache of new Set([bank.cache, queries.cache])) console.error(sumsOf(cache));
  for (const note of notes) console.error(printable(note));
  try {
    await add(name, measureAll(encoded, embedderOf(graph), name, seed));
    const before = await untrained(partOf(bank.cache, bank.indices));
    if (before) await add('untrained', measureAll(encoded, embedderOf(before), 'untrained', seed));
  } finally {
    encoded.close();
  }
  const small = rawRule(rule);
  const raw = await openLabelled({ ...options, rule: small });
  try {
    const label = `pixels ${small.width}x${small.height}`;
    await add(label, measureAll(raw, rawPixels, label, seed));
  } finally {
    raw.close();
  }
  return {
    classes: classes.length,
    bank: bank.indices.length,
    queries: queries.indices.length,
    rows,
  };
}

function rawRule(rule: PixelRule): PixelRule {
  const scale = Math.min(1, rawSide / Math.max(rule.width, rule.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  // Its sides alone become smaller: what is cut out of a larger square would be another part.
  const { resize, ...rest } = rule;
  return { ...rest, width: side(rule.width), height: side(rule.height) };
}
