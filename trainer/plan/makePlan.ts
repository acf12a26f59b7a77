import type { NewRun } from '../config/readTrain.ts';
import type { Config, Settings } from '../config/schema.ts';
import { chooseEngine } from '../engine/choose.ts';
import type { EngineName } from '../engine/engines.ts';
import { InitError } from '../errors.ts';
import { holdOut } from '../judge/holdOut.ts';
import { createEncoder } from '../nn/encoders.ts';
import { planRun } from '../run/plan.ts';
import { closingMs, stepsEnd } from './closing.ts';
import { type Choice, type Facts, large, reference } from './facts.ts';
import { fewestPictures, type Look, lookAt } from './look.ts';
import { chooseEpochs, rules } from './rules.ts';
import { type Start, shippedStart } from './start.ts';
import { timeStep } from './timing.ts';

/** Minutes that a run may take where nothing says how many. */
export const usualMinutes = 60;
/** Steps are timed for so long, in milliseconds, or for so much of the time that there is. */
const timing = { most: 1500, share: 0.01 };
/** What closer looks, checkpoints and batches add to the steps, as a share. */
const besides = 0.08;
/** A machine whose step of `reference` takes no more milliseconds is asked for one of `large`, too. */
const fast = 15;

/** What a run is going to be, before it begins. */
export interface RunPlan {
  readonly look: Look;
  /** Everything chosen and given. */
  readonly config: Config;
  readonly choices: readonly Choice[];
  /** How many steps, and how long one takes, in milliseconds. */
  readonly steps: number;
  readonly perStep: number;
  /** Milliseconds of what comes before the steps, of the steps, and of what comes after. */
  readonly times: { readonly decoding: number; readonly steps: number; readonly closing: number };
}

/**
 * Looks at the folder and at the machine, and chooses the settings that nothing else says.
 * @throws what `lookAt` and `timeStep` throw
 */
export async function makePlan(order: NewRun): Promise<RunPlan> {
  const { config: told, chosen, over } = order;
  const look = await lookAt(told.data, told.hidden);
  const engine = await engineOf(told);
  const decoding = look.readable * look.decodeMs;
  const division = holdOut({ ...told, batch: fewestPictures }, look.readable);
  const trained = division.trained.length;
  const minutes = told.minutes ?? usualMinutes;
  const whole = 60_000 * minutes;
  /** What is left for steps, of what has not passed since the process began. */
  const timeFor = (config: Config, perStep: number) =>
    stepsEnd(config, division, { whole, perStep }) - performance.now() - decoding;

  const enough = Math.min(timing.most, timing.share * whole);
  const timed = await timeReferences(told, engine, enough);
  const facts: Facts = {
    ...{ look, trained, timed, start: await startOf(chosen) },
    time: timeFor({ ...told, ...reference }, timed.reference),
  };
  const choices = chooseAll(facts, order);
  // The one of several that was timed is the one that trains.
  const configOf = (some: readonly Choice[]) => ({
    ...over({ ...settingsOf(some), minutes }),
    engine,
  });
  const chosenSoFar = configOf(choices);
  const perStep = (1 + besides) * (await timeStep(chosenSoFar, engine, enough));
  const time = timeFor(chosenSoFar, perStep);
  const isCounted = 'epochs' in chosen || 'steps' in chosen;
  const epochs = isCounted ? [] : [chooseEpochs({ ...facts, time }, chosenSoFar.batch, perStep)];
  const config = configOf([...choices, ...epochs]);
  const steps = stepsOf(config, trained);
  return {
    ...{ look, config, choices: [...choices, ...epochs], steps, perStep },
    times: { decoding, steps: steps * perStep, closing: closingMs(config, division, perStep) },
  };
}

async function engineOf({ engine, threads }: Config): Promise<EngineName> {
  return engine === 'auto' ? chooseEngine(threads, new AbortController().signal, []) : engine;
}

async function timeReferences(
  told: Config,
  engine: EngineName,
  enough: number,
): Promise<Facts['timed']> {
  const plain = { ...told, microBatch: undefined, inputSize: undefined };
  const small = await timeStep({ ...plain, ...reference }, engine, enough);
  if (small > fast) return { reference: small };
  return { reference: small, large: await timeStep({ ...plain, ...large }, engine, enough) };
}

/** The shipped encoder, where what was given goes with it. */
async function startOf(chosen: NewRun['chosen']): Promise<Start | undefined> {
  if ('init' in chosen) return undefined;
  const start = await shippedStart();
  const { encoder, size } = { ...start?.settings, ...chosen } as Settings;
  if (start === undefined || encoder === undefined || size === undefined) return undefined;
  try {
    start.check(createEncoder(encoder, size));
    return start;
  } catch (error) {
    if (error instanceof InitError) return undefined;
    throw error;
  }
}

/** What the rules choose, where nothing was given; sides of pictures go together. */
function chooseAll(facts: Facts, { chosen, config }: NewRun): Choice[] {
  const sides = 'size' in chosen ? ['source', 'inputSize'] : [];
  // Weights of a run or a checkpoint say nothing of their network.
  const network = config.init === undefined ? [] : ['encoder', 'size', 'source', 'inputSize'];
  const isOpen = ({ key }: Choice) =>
    !(key in chosen) && !sides.includes(key) && !network.includes(key);
  const choices: Choice[] = [];
  for (const rule of rules)
    choices.push(...rule(facts, { ...settingsOf(choices), ...chosen }).filter(isOpen));
  return choices;
}

const settingsOf = (choices: readonly Choice[]): Partial<Settings> =>
  Object.fromEntries(choices.map(({ key, value }) => [key, value]));

function stepsOf(config: Config, trained: number): number {
  const neutral = { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] };
  return planRun(config, trained, neutral).schedule.totalSteps;
}
