import * as tf from '@tensorflow/tfjs-core';
import { augmentations, type ViewAugmentation } from '../augment/preset.ts';
import { augmentView, type ViewTensors } from '../augment/view.ts';
import { drawViews } from '../augment/views.ts';
import { cpu } from '../engine/engines/cpu.ts';
import { createProgram } from '../engine/program.ts';
import { tensorsOf } from '../engine/tensors.ts';
import { unnamed } from '../step/names.ts';
import { viewInputs } from '../step/views.ts';
import type { Part } from '../step.ts';
import type { Pixels } from './embed.ts';

const batch = 64;

/** As training makes views of pictures of this side, unless it is told otherwise. */
export const usualKinds = (side: number): readonly ViewAugmentation[] =>
  augmentations[side <= 64 ? 'cifar' : 'paper'];

/**
 * Two views of each of some square pictures, as pictures of the same size.
 * @param kinds what is done to the first and to the second ones
 */
export async function makeTwoViews(
  pictures: Pixels,
  indices: readonly number[],
  seed: number,
  kinds = usualKinds(pictures.rule.width),
): Promise<readonly [Pixels, Pixels]> {
  const { rule } = pictures;
  const side = rule.width;
  const inputs = viewInputs({ source: side, augmentations: kinds }, batch);
  const part: Part = {
    inputs,
    run: (tensors) =>
      tf.tidy(() => {
        const view = (name: string, kind: ViewAugmentation) => {
          const draws = unnamed(name, tensors) as ViewTensors;
          const made = augmentView(tensors.pixels as tf.Tensor4D, draws, side, kind);
          return tf.mul(tf.transpose(made, [0, 2, 3, 1]), 255);
        };
        return { first: view('a', kinds[0]!), second: view('b', kinds[1]!) };
      }),
  };
  const bytes = side * side * 3;
  const made = [0, 1].map(() => new Uint8Array(indices.length * bytes)) as [Uint8Array, Uint8Array];
  const program = await createProgram(part, { device: cpu, threads: 0 }, () => false);
  try {
    for (let start = 0; start < indices.length; start += batch) {
      const some = indices.slice(start, start + batch);
      const pixels = new Uint8Array(batch * bytes);
      pixels.set(pictures.read(some));
      const draws = drawViews(batch, side, side, kinds, seed, start);
      const views = await program.run(tensorsOf(inputs, { pixels, ...draws }));
      for (const [i, name] of (['first', 'second'] as const).entries()) {
        const values = views[name]!.data as Float32Array;
        for (let j = 0; j < some.length * bytes; j++) {
          made[i]![start * bytes + j] = Math.round(values[j]!);
        }
      }
    }
  } finally {
    await program.close();
  }
  const of = (all: Uint8Array): Pixels => ({
    rule,
    read: (chosen) =>
      Buffer.concat(Array.from(chosen, (i) => all.subarray(i * bytes, (i + 1) * bytes))),
  });
  return [of(made[0]), of(made[1])];
}
