import type { Config } from '../config/schema.ts';
import type { Arm } from './arm.ts';
import type { Claim } from './claim.ts';

/** What was published, as top-1 accuracies on ImageNet in %, by series and place on the axis. */
export interface Published {
  /** Paper and table. */
  readonly source: string;
  readonly series: Readonly<Record<string, readonly (readonly [x: string, accuracy: number])[]>>;
}

/** A question about the method, and the ways to train that answer it. */
export interface Study {
  readonly title: string;
  /** What the arms differ in. */
  readonly axis: string;
  /** What the paper found, and how this study differs from it. */
  readonly finding: string;
  readonly published: Published;
  arms(base: Config): readonly Arm[];
  /** The finding, as what runs can confirm or not. */
  claims(base: Config): readonly Claim[];
}

/** The same arms for both losses. */
export function againstSimclr(arms: readonly Omit<Arm, 'series'>[]): Arm[] {
  return [
    ...arms.map((arm) => ({ ...arm, series: 'Barlow Twins' })),
    ...arms.map((arm) => ({
      ...arm,
      series: 'SimCLR',
      settings: { ...arm.settings, loss: 'simclr' as const, mix: 0 },
    })),
  ];
}
