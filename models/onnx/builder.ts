import { createHash } from 'node:crypto';
import type { Attributes, DataType, InputSpec, Node, TypedData, Value } from './types.ts';

/** Collects values and nodes; equal nodes and equal constants are made once. */
export interface GraphBuilder {
  readonly inputs: ReadonlyMap<string, InputSpec>;
  input(name: string, spec: InputSpec): Value;
  constant(data: TypedData, shape: readonly number[], dtype: DataType): Value;
  /** Adds a node with one output of the given type and shape, or returns the equal earlier one's. */
  node(
    op: string,
    inputs: readonly (Value | undefined)[],
    attributes: Attributes,
    dtype: DataType,
    shape: readonly number[],
    blocked?: boolean,
  ): Value;
}

export function createGraphBuilder(): GraphBuilder {
  const inputs = new Map<string, InputSpec>();
  const known = new Map<string, Value>();
  let count = 0;

  const once = (key: string, make: (name: string) => Value): Value => {
    const found = known.get(key);
    if (found) return found;
    const value = make(`v${count++}`);
    known.set(key, value);
    return value;
  };

  return {
    inputs,
    input(name, spec) {
      inputs.set(name, spec);
      return { name, dtype: spec.dtype, shape: spec.shape };
    },
    constant(data, shape, dtype) {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      const content =
        bytes.length <= 256
          ? Buffer.from(bytes).toString('hex')
          : createHash('sha256').update(bytes).digest('hex');
      return once(`${dtype} ${shape} ${content}`, (name) => ({
        name,
        dtype,
        shape,
        constant: data,
      }));
    },
    node(op, nodeInputs, attributes, dtype, shape, blocked = false) {
      const key = `${op}(${nodeInputs.map((v) => v?.name)}) ${JSON.stringify(attributes)} ${blocked}`;
      return once(key, (name) => {
        const node = { op, inputs: nodeInputs, attributes } as {
          -readonly [K in keyof Node]: Node[K];
        };
        node.output = { name, dtype, shape, producer: node, blocked };
        return node.output;
      });
    },
  };
}
