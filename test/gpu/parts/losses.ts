import { join } from 'node:path';
import type { LossesFigures, LossesSettings } from '../computeLosses.ts';
import type { Part } from '../part.ts';
import { fileOf, withoutXla } from '../setting.ts';

/**
 * How far the loss of a step may be from the CPU's, as a share: rounding grows from step to step.
 * TF32 rounds to one part in 2,000, bfloat16 to one in 250.
 */
const tolerance = { float32: 0.01, mixed: 0.02 };

/** The losses of a run's first steps on XLA beside those of the engine for the CPU. */
export function losses(precision: 'float32' | 'mixed'): Part {
  const name = `losses-${precision}`;
  return {
    name,
    limit: 75,
    skip: withoutXla,
    command(setting) {
      const real = { encoders: ['small', 'resnet18'], batch: 64, size: 32, steps: 20 } as const;
      const miniature = { encoders: ['small'], batch: 16, size: 16, steps: 3 } as const;
      const file = fileOf(setting, name);
      const settings: LossesSettings = { ...(setting.dry ? miniature : real), precision, file };
      return [join(import.meta.dirname, '../computeLosses.ts'), JSON.stringify(settings)];
    },
    read: (figures: LossesFigures) =>
      Object.entries(figures).map(([encoder, { expected, deviation, first }]) => {
        const verdict = deviation <= tolerance[precision] ? 'agrees' : 'DISAGREES';
        return `${encoder}: ${expected.length} losses ${share(deviation)} off the CPU's at most, the first ${share(first)} (tolerance ${share(tolerance[precision])}): ${verdict}`;
      }),
    // Not a number is no agreement.
    wrong: (figures: LossesFigures) =>
      Object.values(figures).some(({ deviation }) => !(deviation <= tolerance[precision])),
  };
}

const share = (value: number) => `${(100 * value).toPrecision(2)} %`;
