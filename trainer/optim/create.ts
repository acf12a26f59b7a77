import { type AdamWOptions, adamw } from './adamw.ts';
import { type LarsOptions, lars } from './lars.ts';
import type { Optimizer } from './optimizer.ts';
import type { Schedule } from './schedule.ts';
import { type SgdOptions, sgd } from './sgd.ts';

/** Those of a run's settings that are of optimisers. */
export interface OptimizerOptions extends AdamWOptions, LarsOptions, SgdOptions {}

/** An optimiser is made of the settings that are its own; beside one without them they are refused. */
const optimizerOf = <Own extends keyof OptimizerOptions>(
  settings: readonly Own[],
  create: (options: Pick<OptimizerOptions, Own>) => Optimizer,
) => ({ settings, create });

/** Every optimiser by the name that `--optimizer` takes. */
export const optimizers = {
  adamw: optimizerOf(['weightDecay'], adamw),
  lars: optimizerOf(['momentum', 'weightDecay', 'trustCoefficient', 'normalisationRate'], lars),
  sgd: optimizerOf(['momentum', 'weightDecay'], sgd),
};

export type OptimizerName = keyof typeof optimizers;

/** What the learning rate follows from; see the settings for their units. */
export interface ScheduleSettings {
  readonly learningRate: number;
  readonly batch: number;
  readonly rateBatch?: number | undefined;
  readonly finalRate: number;
  readonly warmup: number;
  readonly warmupEpochs?: number | undefined;
}

/** The optimiser that the settings name. */
export function createOptimizer(
  settings: OptimizerOptions & { readonly optimizer: OptimizerName },
): Optimizer {
  return optimizers[settings.optimizer].create(settings);
}

/** How the learning rate goes over a run. */
export function createSchedule(
  settings: ScheduleSettings,
  stepsPerEpoch: number,
  totalSteps: number,
): Schedule {
  const { learningRate, batch, rateBatch = batch, warmup, warmupEpochs } = settings;
  const rising = warmupEpochs === undefined ? warmup * totalSteps : warmupEpochs * stepsPerEpoch;
  return {
    peak: (learningRate * batch) / rateBatch,
    finalShare: settings.finalRate,
    warmupSteps: Math.round(Math.min(rising, totalSteps)),
    totalSteps,
  };
}
