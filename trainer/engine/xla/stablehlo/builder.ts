import { createHash } from 'node:crypto';
import { attributeText, constantText } from './text.ts';
import type { Attributes, ElementType, Operation, TypedData, Value } from './types.ts';

/** Collects operations in the order that they depend on each other; equal ones are made once. */
export interface HloBuilder {
  readonly arguments: readonly Argument[];
  readonly operations: readonly Operation[];
  argument(name: string, type: ElementType, shape: readonly number[]): Value;
  constant(data: TypedData, shape: readonly number[], type: ElementType): Value;
  /** Adds an operation with one result of the given type and shape, or returns the earlier one's. */
  operation(
    name: string,
    operands: readonly Value[],
    type: ElementType,
    shape: readonly number[],
    attributes?: Attributes,
    reducer?: string,
  ): Value;
}

/** An input of the program, with the name that it has outside. */
export interface Argument {
  readonly name: string;
  readonly value: Value;
}

export function createHloBuilder(): HloBuilder {
  const inputs: Argument[] = [];
  const operations: Operation[] = [];
  const known = new Map<string, Value>();

  const once = (key: string, make: (name: string) => Value): Value => {
    const found = known.get(key);
    if (found) return found;
    const value = make(`%${known.size}`);
    known.set(key, value);
    return value;
  };
  const add = (operation: Omit<Operation, 'result'>, result: Omit<Value, 'producer'>): Value => {
    const made = { ...operation } as { -readonly [K in keyof Operation]: Operation[K] };
    made.result = { ...result, producer: made };
    operations.push(made);
    return made.result;
  };

  return {
    arguments: inputs,
    operations,
    argument(name, type, shape) {
      const value = { name: `%arg${inputs.length}`, type, shape };
      inputs.push({ name, value });
      return value;
    },
    constant(data, shape, type) {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      const key = `${type} ${shape} ${createHash('sha256').update(bytes).digest('hex')}`;
      return once(key, (name) => {
        const attributes = { value: constantText(data, shape, type) };
        const result = { name, type, shape, constant: data };
        return add({ name: 'constant', operands: [], attributes }, result);
      });
    },
    operation(name, operands, type, shape, attributes = {}, reducer) {
      const given = operands.map((value) => value.name);
      const key = `${name} ${reducer}(${given}) ${attributeText(attributes)} ${type} ${shape}`;
      return once(key, (result) =>
        add(
          { name, operands, attributes, ...(reducer && { reducer }) },
          { name: result, type, shape },
        ),
      );
    },
  };
}
