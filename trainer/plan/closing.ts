import type { Config } from '../config/schema.ts';
import { inputSize } from '../run/plan.ts';

/** What comes after the last step and does not grow with the network: files, copies of pictures. */
const fixedMs = 4000;
/** Pictures that whitening is measured on at most, and that an encoder is judged by. */
const [whitened, judged] = [10_000, 1000];
/** Encoders that are whitened, and passes of a judged picture: its views, of each of four, and ranks. */
const [encoders, passes] = [3, 15];
/** Pictures that are copied to measure near-duplicates, with their copies. */
const copied = 1200;

/**
 * How long it takes, after the last step, to judge an encoder and to publish it, in milliseconds. A
 * picture's way through the network is a third of its part in a step, which goes back as well.
 * @param pictures that were trained on
 * @param perStep milliseconds of a training step
 */
export function closingMs(config: Config, pictures: number, perStep: number): number {
  const { batch, views, size } = config;
  const onePass = (perStep / (3 * views * batch)) * (inputSize(config) / size) ** 2;
  const many = encoders * Math.min(pictures, whitened) + passes * Math.min(pictures, judged);
  return fixedMs + (many + copied) * onePass;
}
