import type { HloBuilder } from './builder.ts';
import { attributeText } from './text.ts';
import { type Operation, tensorType, type Value } from './types.ts';

export interface ModuleOptions {
  /** Of arguments, by their names: the output whose memory theirs becomes. */
  readonly donated: ReadonlyMap<string, string>;
  /** How the program is spread over several devices; undefined: it runs on one. */
  readonly spread?: Spread | undefined;
}

/**
 * The same program on several devices: of some arguments each has a share along the first axis, and
 * everything else is the same everywhere. XLA divides the work by that (GSPMD, arXiv 2105.04663).
 */
export interface Spread {
  readonly devices: number;
  isShared(argument: string): boolean;
}

/**
 * A program as StableHLO text (https://openxla.org/stablehlo/spec), in MLIR's generic form, which is
 * the same for every operation. What no output needs is left out.
 * @param outputs by name, in the order in which the program returns them
 */
export function moduleText(
  builder: HloBuilder,
  outputs: ReadonlyMap<string, Value>,
  { donated, spread }: ModuleOptions,
): string {
  const names = [...outputs.keys()];
  const results = [...outputs.values()];
  const parameters = builder.arguments.map(({ name, value }) => {
    const heir = donated.get(name);
    const attributes = {
      ...(heir !== undefined && { 'tf.aliasing_output': `${names.indexOf(heir)} : i32` }),
      ...(spread && sharding(spread.isShared(name) ? sharesOf(value, spread) : replicated)),
    };
    return `${value.name}: ${tensorType(value)} ${attributeText(attributes)}`;
  });
  const types = results.map(tensorType).join(', ');
  const everywhere = attributeText(spread ? sharding(replicated) : {});
  const returned = results.map((result) => `${tensorType(result)} ${everywhere}`);
  const used = usedBy(results);
  const body = builder.operations.filter(({ result }) => used.has(result)).map(operationText);
  return [
    `module @step attributes ${attributeText(spread ? { 'mhlo.num_partitions': `${spread.devices} : i32` } : {})} {`,
    `func.func public @main(${parameters.join(', ')}) -> (${returned.join(', ')}) {`,
    ...body,
    `"func.return"(${results.map(({ name }) => name).join(', ')}) : (${types}) -> ()`,
    '}',
    '}',
    '',
  ].join('\n');
}

const replicated = '{replicated}';
const sharding = (how: string) => ({ 'mhlo.sharding': `"${how}"` });

/** Shares along the first axis, in the devices' order. */
function sharesOf({ shape }: Value, { devices }: Spread): string {
  return `{devices=[${[devices, ...shape.slice(1).map(() => 1)]}]<=[${devices}]}`;
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
