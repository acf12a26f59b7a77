import type { RawValue } from '../onnx/parts.ts';
import type { Output } from './bench.ts';
import { GraphOutputsError } from './errors.ts';
import type { Features } from './graph/assemble.ts';
import { freeName } from './graph/freeNames.ts';
import type { Pool } from './graph/toEmbedding.ts';
import { describeShape } from './graph/types.ts';
import type { Missing } from './missing.ts';

/** What exporters call the embedding among other outputs: that of CLIP and its like. */
const usual = 'image_embeds';
const mostDimensions = 65_536;

export interface FeatureFlags {
  readonly output?: string | undefined;
  readonly pool?: Pool | undefined;
  readonly noNormalise: boolean;
}

/**
 * Which output is the embedding, and what makes one of it.
 * @param outputs that a picture gives; @param found what a trial graph gives for one batch
 * @returns null where it has to be told
 * @throws {GraphOutputsError}
 */
export function chooseFeatures(
  outputs: readonly RawValue[],
  found: ReadonlyMap<string, Output>,
  layout: 'nchw' | 'nhwc',
  flags: FeatureFlags,
  missing: Missing,
): Features | null {
  const describe = ({ name }: RawValue) =>
    `${name} ${describeShape(found.get(freeName(name))!.shape)}`;
  const all = outputs.map(describe);
  const value =
    flags.output === undefined
      ? (outputs.find(({ name }) => name === usual) ?? (outputs.length === 1 ? outputs[0] : null))
      : outputs.find(({ name }) => name === flags.output);
  if (value === undefined) throw new GraphOutputsError(`It has no output ${flags.output}`, all);
  if (value === null) {
    missing.add(`--output: it has several: ${all.join('; ')}`);
    return null;
  }
  const [, ...shape] = found.get(freeName(value.name))!.shape;
  const pool = poolOf(shape, layout, flags.pool);
  if (pool === null) {
    missing.add(`--pool: ${describe(value)} is ${kindOf(shape)}`);
    return null;
  }
  const dimensions = dimensionsOf(shape, layout, pool);
  if (dimensions === undefined || dimensions > mostDimensions)
    throw new GraphOutputsError(`--pool ${pool} makes no embedding of ${describe(value)}`, all);
  const { dataType } = value;
  const normalise = !flags.noNormalise;
  return { output: value.name, dataType, shape, pool, normalise, dimensions };
}

/** What one is, and which ways to an embedding there are. */
const kindOf = (shape: readonly number[]) =>
  shape.length === 2
    ? 'tokens [N, T, C]: --pool cls takes the first of them, --pool mean the mean of all'
    : 'a map: --pool mean takes the mean over its places';

function poolOf(
  shape: readonly number[],
  layout: 'nchw' | 'nhwc',
  told: Pool | undefined,
): Pool | null {
  if (told !== undefined) return told;
  if (shape.length === 1) return 'none';
  // A map of one place is its own mean.
  const places = layout === 'nchw' ? shape.slice(1) : shape.slice(0, 2);
  if (shape.length === 3 && places.every((one) => one === 1)) return 'mean';
  return shape.length === 2 || shape.length === 3 ? null : 'none';
}

/** Undefined where the way does not go with the shape. */
function dimensionsOf(
  shape: readonly number[],
  layout: 'nchw' | 'nhwc',
  pool: Pool,
): number | undefined {
  if (pool === 'none') return shape.length === 1 ? shape[0] : undefined;
  if (shape.length === 2) return shape[1];
  if (shape.length === 3 && pool === 'mean') return layout === 'nchw' ? shape[0] : shape[2];
  return undefined;
}
