import type { Setting } from './setting.ts';

/** Something that is measured, in a process of its own. */
export interface Part {
  readonly name: string;
  /** Time that it may take, in seconds. */
  readonly limit: number;
  /** Why it cannot be done here; undefined where it may. */
  skip?(setting: Setting): string | undefined;
  /** Arguments of Node, which leaves its figures in `fileOf(setting, name)`. */
  command(setting: Setting): readonly string[];
  /** What its figures are where it prints them and leaves no file. */
  parse?(stdout: string): unknown;
  /** What came of it, in lines for the table. */
  read(figures: never): readonly string[];
  /** Whether the figures are such that the part failed. */
  wrong?(figures: never): boolean;
}
