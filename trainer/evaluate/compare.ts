import type { Bundle, PixelRule } from '@selfsame/models';
import { type LabelledOptions, openLabelled } from './labelled.ts';
import { type Figures, measureEncoder, measureRawPixels } from './measure.ts';
import { untrainedGraph } from './untrained.ts';

/** Longest side of the pictures that are compared as raw pixels. */
const rawSide = 32;

/** What was measured for each way to turn pictures into vectors. */
export interface Comparison {
  readonly classes: number;
  readonly bank: number;
  readonly queries: number;
  readonly rows: readonly { readonly name: string; readonly figures: Figures }[];
}

/** Measures a bundle, its encoder before training, and raw pixels, on the same pictures. */
export async function compare(
  bundle: Bundle,
  options: Omit<LabelledOptions, 'rule'>,
): Promise<Comparison> {
  const { card, graphPath } = bundle;
  const rows: { name: string; figures: Figures }[] = [];
  const add = async (name: string, figures: Promise<Figures>) =>
    rows.push({ name, figures: await figures });

  const encoded = await openLabelled({ ...options, rule: card.input });
  const { classes, bank, queries } = encoded;
  try {
    const name = `${card.name}/${card.version}`;
    await add(name, measureEncoder(encoded, graphPath, name));
    const untrained = untrainedGraph(card, bank.cache);
    if (untrained) await add('untrained', measureEncoder(encoded, untrained, 'untrained'));
  } finally {
    encoded.close();
  }
  const rule = rawRule(card.input);
  const raw = await openLabelled({ ...options, rule });
  try {
    const name = `pixels ${rule.width}x${rule.height}`;
    await add(name, measureRawPixels(raw, name));
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
  return { ...rule, width: side(rule.width), height: side(rule.height) };
}
