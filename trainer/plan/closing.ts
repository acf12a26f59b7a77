import type { Config } from '../config/schema.ts';
import type { Division } from '../judge/holdOut.ts';
import { inputSize } from '../run/plan.ts';

/** What comes after the last step and does not grow with the network: files, copies of pictures. */
const fixedMs = 4000;
/** Pictures that whitening is measured on at most, and that an encoder is judged by where none are kept. */
const [whitened, judged] = [10_000, 1000];
/** Encoders that are whitened, and passes of a judged picture: its views, of each of four, and ranks. */
const [encoders, passes] = [3, 15];
/** Pictures that are copied to measure near-duplicates, with their copies. */
const copied = 1200;

/**
 * How long it takes, after the last step, to judge an encoder and to publish it, in milliseconds. A
 * picture's way through the network is a third of its part in a step, which goes back as well.
 * @param perStep milliseconds of a training step
 */
export function closingMs(config: Config, pictures: Division, perStep: number): number {
  const { batch, views, size } = config;
  const onePass = (perStep / (3 * views * batch)) * (inputSize(config) / size) ** 2;
  const trained = pictures.trained.length;
  const measured = pictures.heldOut.length || Math.min(trained, judged);
  const many = encoders * Math.min(trained, whitened) + passes * measured;
  return fixedMs + (many + copied) * onePass;
}

/** Of the time that there is, so much is for steps at least: what comes after them is guessed. */
const leastForSteps = 0.5;

/** When the last step has to be done for the rest to be in time. @param whole milliseconds of a run */
export function stepsEnd(
  config: Config,
  pictures: Division,
  { whole, perStep }: { readonly whole: number; readonly perStep: number },
): number {
  return whole - Math.min(closingMs(config, pictures, perStep), (1 - leastForSteps) * whole);
}
