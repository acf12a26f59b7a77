import { writeFileSync } from 'node:fs';
import { checkConfig } from '../../trainer/config/load.ts';
import { createEngine } from '../../trainer/engine/create.ts';
import type { EngineName } from '../../trainer/engine/engines.ts';
import type { EncoderName } from '../../trainer/nn/encoders.ts';
import { batchBytes, createBatches } from '../../trainer/run/batches.ts';
import { batchSpec, withRate } from '../../trainer/run/batchSpec.ts';
import { planRun } from '../../trainer/run/plan.ts';
import { initialVariables } from '../../trainer/step/initialVariables.ts';
import { noise } from '../bench/train/noise.ts';

/** What this program is told, as one JSON argument. */
export interface LossesSettings {
  readonly encoders: readonly EncoderName[];
  readonly batch: number;
  readonly size: number;
  readonly steps: number;
  /** Of XLA; the engine for the CPU has float32. */
  readonly precision: 'float32' | 'mixed';
  /** To write the figures to. */
  readonly file: string;
}

/** Of each encoder. */
export type LossesFigures = Readonly<
  Record<
    string,
    {
      readonly expected: readonly number[];
      readonly found: readonly number[];
      /** The largest, and that of the first step, as shares of the loss. */
      readonly deviation: number;
      readonly first: number;
    }
  >
>;

/**
 * Rounding grows with the steps, and with how long they are: after 20 of the default 0.001 float32
 * alone is 2 % off, after 20 of these 0.02 %.
 */
const learningRate = 0.0001;

const settings = JSON.parse(process.argv[2]!) as LossesSettings;
const figures: Record<string, LossesFigures[string]> = {};
for (const encoder of settings.encoders) {
  const pictures = noise(4 * settings.batch, settings.size);
  const expected = await lossesOf('cpu', 'float32', encoder, pictures);
  const found = await lossesOf('xla', settings.precision, encoder, pictures);
  const deviations = expected.map((loss, i) => Math.abs(found[i]! / loss - 1));
  const [deviation, first] = [Math.max(...deviations), deviations[0]!];
  figures[encoder] = { expected, found, deviation, first };
  writeFileSync(settings.file, JSON.stringify(figures));
}

/** Of the first steps of a run, which begins the same on all engines. */
async function lossesOf(
  engine: EngineName,
  precision: LossesSettings['precision'],
  encoder: EncoderName,
  pictures: ReturnType<typeof noise>,
): Promise<number[]> {
  const { batch, size, steps } = settings;
  const config = checkConfig({
    ...{ data: '-', engine, precision, encoder, batch, size, steps },
    learningRate,
  });
  const scale = { mean: [0.45, 0.45, 0.45], deviation: [0.25, 0.25, 0.25] } as const;
  const plan = planRun(config, pictures.source.slots.length, scale);
  const variables = initialVariables(plan.network, plan.optimizer, config.seed);
  const spec = batchSpec(config, plan, pictures);
  const make = createBatches(spec);
  const running = await createEngine(engine, 0, plan.step, variables);
  const batches = Array.from({ length: steps }, (_, i) =>
    withRate(make(i, new Uint8Array(batchBytes(spec))), i, plan.schedule),
  );
  const metrics = await running.steps(batches);
  await running.close();
  const losses = metrics.map(({ loss }) => loss!);
  console.log(`${encoder} ${engine} ${precision}: ${losses.map((loss) => loss.toFixed(3))}`);
  return losses;
}
