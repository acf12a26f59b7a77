import type { HeldServer } from './server.ts';

/** One figure of an attack. */
export interface Finding {
  readonly what: string;
  readonly figure: string;
}

/** Something that one client does, and what the others and the server have of it. */
export type Attack = (start: () => Promise<HeldServer>) => Promise<Finding[]>;

const MiB = 2 ** 20;

export const inMs = (ms: number): string => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0));
export const inMiB = (bytes: number): string => (bytes / MiB).toFixed(0);

/** Statuses, or reasons why there was none, with how often each came. */
export function tally(outcomes: readonly (string | number)[]): string {
  const counts = Map.groupBy(outcomes, String);
  return [...counts].map(([outcome, all]) => `${all.length} x ${outcome}`).join(', ');
}
