import type { GraphParts, RawValue } from '../../onnx/parts.ts';
import { GraphInputsError } from '../errors.ts';
import { describeValue, typeNames } from './types.ts';

export type Layout = 'nchw' | 'nhwc';

/** What the graph takes pictures by. */
export interface PictureInput {
  readonly value: RawValue;
  readonly layout: Layout | null;
  /** Null where the graph takes any. */
  readonly width: number | null;
  readonly height: number | null;
  /** Pictures at a time; null where the graph takes any number. */
  readonly batch: number | null;
}

/** Inputs that are no weights (of which graphs of before 2019 make inputs too). */
export function inputsOf({ inputs, initialisers }: GraphParts): RawValue[] {
  const weights = new Set(initialisers.map(({ name }) => name));
  return inputs.filter(({ name }) => !weights.has(name));
}

/** Those that may be pictures: of four dimensions, and of numbers that pixels can be. */
export const picturesOf = (graph: GraphParts): RawValue[] =>
  inputsOf(graph).filter(
    ({ dataType, shape }) => dataType in typeNames && (shape === null || shape.length === 4),
  );

/** @param layout where it is told; @throws {GraphInputsError} where it takes other channels than RGB */
export function readInput(
  graph: GraphParts,
  value: RawValue,
  told: Layout | undefined,
): PictureInput {
  const [batch, ...dims] = value.shape ?? [null, null, null, null];
  const layout = told ?? layoutOf(dims);
  const [height, width, channels] = layout === 'nhwc' ? dims : [dims[1], dims[2], dims[0]];
  if (layout !== null && typeof channels === 'number' && channels !== 3) {
    const problem = `Its input ${describeValue(value)} takes ${channels} channels in ${layout}, not RGB`;
    throw new GraphInputsError(problem, inputsOf(graph).map(describeValue));
  }
  const known = (one: string | number | null | undefined) => (typeof one === 'number' ? one : null);
  const isKnown = layout !== null;
  return {
    ...{ value, layout, batch: known(batch) },
    ...{ width: isKnown ? known(width) : null, height: isKnown ? known(height) : null },
  };
}

function layoutOf([first, , last]: readonly (number | string | null)[]): Layout | null {
  if (first === 3 && last !== 3) return 'nchw';
  if (last === 3 && first !== 3) return 'nhwc';
  return null;
}
