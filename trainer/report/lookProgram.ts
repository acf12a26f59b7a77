import * as tf from '@tensorflow/tfjs-core';
import type { Arrays } from '../arrays.ts';
import type { Config } from '../config/schema.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import type { BatchArrays } from '../engine/engine.ts';
import { cpu } from '../engine/engines/cpu.ts';
import { createProgram } from '../engine/program.ts';
import { tensorsOf } from '../engine/tensors.ts';
import { encode } from '../export/encoderGraph.ts';
import { crossCorrelation } from '../loss/barlow.ts';
import { type Plan, sourceSize } from '../run/plan.ts';
import { project } from '../step/differentiate.ts';
import { parameterSpecs } from '../step/names.ts';
import { statisticSpecs } from '../step/statistics.ts';
import { makeViews, viewInputs } from '../step/views.ts';
import type { Part } from '../step.ts';

/** Features of the projections that the correlation is shown of: more would be smaller than a dot. */
const shownFeatures = 128;

/** The first two views as the network sees them, [N, 3, S, S] each, and C, [shown, shown]. */
export interface Views {
  readonly views: readonly [Float32Array, Float32Array];
  readonly correlation: Float32Array;
  readonly features: number;
}

/**
 * What a look at a run computes, as graphs that take the variables, so that they are made once.
 * @param count pictures that are given at a time
 */
export async function createLookProgram(
  { network, encoder, augmentations }: Plan,
  config: Config,
  scale: PixelScale,
  count: number,
) {
  const source = sourceSize(config);
  const options = { network, augmentations, source, size: config.size, ...scale };
  const viewPart: Part = {
    inputs: { ...parameterSpecs('weight', network), ...viewInputs(options, count) },
    run: (tensors) =>
      tf.tidy(() => {
        const made = makeViews(tensors, options);
        const [a, b] = project(network, tensors, made.slice(0, 2)).map((z) => {
          const width = Math.min(shownFeatures, z.shape[1]);
          return tf.slice(z, [0, 0], [count, width]);
        });
        return { first: made[0]!, second: made[1]!, correlation: crossCorrelation(a!, b!) };
      }),
  };
  const encodePart: Part = {
    inputs: {
      ...parameterSpecs('weight', encoder.module),
      ...statisticSpecs(encoder.module),
      pixels: { dtype: 'uint8', shape: [count, source, source, 3] },
    },
    run: (tensors) =>
      tf.tidy(() => ({ embedding: encode(encoder.module, tensors.pixels!, tensors, scale) })),
  };
  const device = { device: cpu, threads: config.threads };
  const programs = {
    views: await createProgram(viewPart, device, () => false),
    encode: await createProgram(encodePart, device, () => false),
  };
  const data = (tensor: { data: unknown } | undefined) => (tensor!.data as Float32Array).slice();

  return {
    async views(variables: Arrays, inputs: BatchArrays): Promise<Views> {
      const found = await programs.views.run(
        tensorsOf(viewPart.inputs, { ...variables, ...inputs }),
      );
      const correlation = data(found.correlation);
      return {
        views: [data(found.first), data(found.second)],
        correlation,
        features: Math.sqrt(correlation.length),
      };
    },
    /** @returns embeddings of length one, [count, D] */
    async encode(variables: Arrays, pixels: Uint8Array): Promise<Float32Array> {
      const given = tensorsOf(encodePart.inputs, { ...variables, pixels });
      return data((await programs.encode.run(given)).embedding);
    },
    async close() {
      for (const { close } of Object.values(programs)) await close();
    },
  };
}

export type LookProgram = Awaited<ReturnType<typeof createLookProgram>>;
