import type { Arrays } from '../arrays.ts';
import type { Origin } from '../checkpoint/checkpoint.ts';
import { InitError } from '../errors.ts';
import type { Encoder } from '../nn/encoders.ts';
import type { Plan } from '../run/plan.ts';
import { modelShapes, type Shapes } from '../step.ts';
import type { InitSource } from './readInit.ts';

/**
 * The start of a new run from the weights and running statistics of another. The encoder has to be
 * the same; a projector of another width or depth, or that is not there, starts fresh. Tells on
 * stderr which.
 * @param fresh the variables that a run without --init starts with
 * @throws {InitError}
 */
export function initialise(
  { file, variables, shapes, origin }: InitSource,
  { encoder, network }: Pick<Plan, 'encoder' | 'network'>,
  fresh: Arrays,
): { variables: Arrays; origin: Origin } {
  checkEncoder({ file, shapes }, encoder);
  const wanted = modelShapes(network);
  const encoderShapes = modelShapes(encoder.module);
  const notEncoder = (name: string) => inModel(name) && !inEncoder(name);
  const others = compareShapes(pick(shapes, notEncoder), pick(wanted, notEncoder));
  const taken = Object.keys(others.length === 0 ? wanted : encoderShapes);
  const why = origin.checkpoint === undefined ? 'the bundle has no checkpoint' : others[0];
  const from = `${origin.step === undefined ? '' : `step ${origin.step} in `}${file}`;
  console.error(
    others.length === 0
      ? `init: encoder and projector from ${from}; the optimiser starts fresh`
      : `init: encoder from ${from}; projector and optimiser start fresh (${why})`,
  );
  const start = Object.fromEntries(taken.map((name) => [name, variables[name]!]));
  return { variables: { ...fresh, ...start }, origin };
}

/** Sees that weights are of an encoder as it is to be trained. @throws {InitError} */
export function checkEncoder(
  { file, shapes }: Pick<InitSource, 'file' | 'shapes'>,
  encoder: Encoder,
): void {
  const problems = compareShapes(
    pick(shapes, (name) => inModel(name) && inEncoder(name)),
    modelShapes(encoder.module),
  );
  if (problems.length > 0) throw new InitError(file, problems);
}

const inEncoder = (name: string) => /^\w+\/encoder\./.test(name);

/** The variables that are not the optimiser's. */
const inModel = (name: string) => /^(weight|statistic)\//.test(name);

function pick(shapes: Shapes, which: (name: string) => boolean): Shapes {
  return Object.fromEntries(Object.entries(shapes).filter(([name]) => which(name)));
}

function compareShapes(found: Shapes, wanted: Shapes): string[] {
  const names = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return [...names].flatMap((name) => {
    const [there, here] = [found[name], wanted[name]];
    const label = name.slice(name.indexOf('/') + 1);
    if (!there) return [`${label} is not in it`];
    if (!here) return [`${label} is in it and not in this network`];
    if (there.join() === here.join()) return [];
    return [`${label} is [${there.join(', ')}] there and [${here.join(', ')}] here`];
  });
}
