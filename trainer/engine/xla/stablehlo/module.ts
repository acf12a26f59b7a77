import type { HloBuilder } from './builder.ts';
import { attributeText } from './text.ts';
import { type Operation, tensorType, type Value } from './types.ts';

export interface ModuleOptions {
  /** Of arguments, by their names: the output whose memory theirs becomes. */
  readonly donated: ReadonlyMap<string, string>;
}

/**
 * A program as StableHLO text (https://openxla.org/stablehlo/spec), in MLIR's generic form, which is
 * the same for every operation. What no output needs is left out.
 * @param outputs by name, in the order in which the program returns them
 */
export function moduleText(
  builder: HloBuilder,
  outputs: ReadonlyMap<string, Value>,
  { donated }: ModuleOptions,
): string {
  const names = [...outputs.keys()];
  const results = [...outputs.values()];
  const parameters = builder.arguments.map(({ name, value }) => {
    const heir = donated.get(name);
    const attributes =
      heir === undefined
        ? ''
        : ` ${attributeText({ 'tf.aliasing_output': `${names.indexOf(heir)} : i32` })}`;
    return `${value.name}: ${tensorType(value)}${attributes}`;
  });
  const types = results.map(tensorType).join(', ');
  const used = usedBy(results);
  const body = builder.operations.filter(({ result }) => used.has(result)).map(operationText);
  return [
    'module @step {',
    `func.func public @main(${parameters.join(', ')}) -> (${types}) {`,
    ...body,
    `"func.return"(${results.map(({ name }) => name).join(', ')}) : (${types}) -> ()`,
    '}',
    '}',
    '',
  ].join('\n');
}

function usedBy(results: readonly Value[]): Set<Value> {
  const used = new Set<Value>();
  const waiting = [...results];
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    if (used.has(value)) continue;
    used.add(value);
    waiting.push(...(value.producer?.operands ?? []));
  }
  return used;
}

function operationText({ name, operands, attributes, reducer, result }: Operation): string {
  const given = operands.map((operand) => operand.name).join(', ');
  const types = operands.map(tensorType).join(', ');
  const region = reducer ? ` ({${reducerText(reducer, result)}})` : '';
  return `${result.name} = "${inDialect(name)}"(${given})${region} ${attributeText(attributes)} : (${types}) -> ${tensorType(result)}`;
}

function reducerText(reducer: string, { type }: Value): string {
  const scalar = tensorType({ type, shape: [] });
  return [
    `^bb0(%a: ${scalar}, %b: ${scalar}):`,
    `%c = "${inDialect(reducer)}"(%a, %b) : (${scalar}, ${scalar}) -> ${scalar}`,
    `"stablehlo.return"(%c) : (${scalar}) -> ()`,
  ].join(' ');
}

const inDialect = (name: string) => (name.includes('.') ? name : `stablehlo.${name}`);
