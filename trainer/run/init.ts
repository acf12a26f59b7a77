import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Arrays } from '../arrays.ts';
import {
  type Checkpoint,
  latestCheckpoint,
  type Origin,
  readCheckpoint,
} from '../checkpoint/checkpoint.ts';
import { CheckpointError, InitError } from '../errors.ts';
import type { Module } from '../nn/module.ts';
import { statisticShapes } from '../step.ts';
import { checkpointsFolder } from './folder.ts';
import type { Plan } from './plan.ts';

type Shapes = Readonly<Record<string, readonly number[]>>;

/**
 * The start of a new run from the weights and running statistics of a checkpoint. The encoder has
 * to be the same; a projector of another width or depth starts fresh. Tells on stderr which.
 * @param path a checkpoint, or the folder of a run, whose newest one is taken
 * @param fresh the variables that a run without a checkpoint starts with
 * @throws {CheckpointError | InitError}
 */
export function initialise(
  path: string,
  { encoder, network }: Pick<Plan, 'encoder' | 'network'>,
  fresh: Arrays,
): { variables: Arrays; origin: Origin } {
  const { path: file, checkpoint } = checkpointAt(path);
  const wanted = modelShapes(network);
  const encoderShapes = modelShapes(encoder.module);
  const inEncoder = (name: string) => /^\w+\/encoder\./.test(name);
  const problems = compareShapes(
    pick(checkpoint.shapes, (name) => inModel(name) && inEncoder(name)),
    encoderShapes,
  );
  if (problems.length > 0) throw new InitError(file, problems);
  const notEncoder = (name: string) => inModel(name) && !inEncoder(name);
  const others = compareShapes(pick(checkpoint.shapes, notEncoder), pick(wanted, notEncoder));
  const taken = Object.keys(others.length === 0 ? wanted : encoderShapes);
  const { step, dataset } = checkpoint;
  console.error(
    others.length === 0
      ? `init: encoder and projector from step ${step} in ${file}; the optimiser starts fresh`
      : `init: encoder from step ${step} in ${file}; projector and optimiser start fresh (${others[0]})`,
  );
  const from = Object.fromEntries(taken.map((name) => [name, checkpoint.variables[name]!]));
  return {
    variables: { ...fresh, ...from },
    origin: { checkpoint: basename(file), step, dataset },
  };
}

function checkpointAt(path: string): { path: string; checkpoint: Checkpoint } {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const remedy = 'Give --init a checkpoint or the folder of a run.';
    return { path, checkpoint: readCheckpoint(path, remedy) };
  }
  const newest = latestCheckpoint(join(path, checkpointsFolder));
  if (newest) return newest;
  const remedy = 'Give --init a checkpoint or the folder of a run that has one.';
  throw new CheckpointError(path, 'there is none in this folder', remedy);
}

/** The variables that are not the optimiser's. */
const inModel = (name: string) => /^(weight|statistic)\//.test(name);

function modelShapes(module: Module): Shapes {
  return Object.fromEntries([
    ...module.parameters.map(({ name, shape }) => [`weight/${name}`, shape]),
    ...statisticShapes(module).map(([name, shape]) => [`statistic/${name}`, shape]),
  ]);
}

function pick(shapes: Checkpoint['shapes'], which: (name: string) => boolean): Shapes {
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
