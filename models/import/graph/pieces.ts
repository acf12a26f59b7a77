import type { RawInitialiser } from '../../onnx/parts.ts';
import { makeNode, type RawNode } from '../../onnx/rawNode.ts';
import { makeConstant } from './values.ts';

/** Nodes that are put before and behind a graph, and their constants. */
export interface Pieces {
  readonly nodes: RawNode[];
  readonly initialisers: RawInitialiser[];
}

/** Values that an imported graph has not are called so. */
export const ownName = (name: string) => `selfsame/${name}`;

/** Adds nodes one behind the other. */
export function createPieces(prefix: string) {
  const pieces: Pieces = { nodes: [], initialisers: [] };
  const fresh = (what: string) => ownName(`${prefix}${pieces.nodes.length}_${what}`);
  return {
    pieces,
    constant(data: Float32Array | BigInt64Array, shape: readonly number[]): string {
      const name = ownName(`${prefix}c${pieces.initialisers.length}`);
      pieces.initialisers.push(makeConstant(name, shape, data));
      return name;
    },
    /** @returns the name of what the node makes, which is `output` if that is given */
    node(
      op: string,
      inputs: readonly string[],
      attributes: Readonly<Record<string, number | readonly number[]>> = {},
      output: string = fresh(op),
    ): string {
      // What it makes may be called otherwise later on, its name stays.
      pieces.nodes.push(makeNode(op, inputs, output, attributes, fresh(op)));
      return output;
    },
  };
}

export type Adder = ReturnType<typeof createPieces>;
