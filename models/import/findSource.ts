import { statSync } from 'node:fs';
import { GraphUnreadableError } from './errors.ts';
import type { Layer } from './preparation.ts';

/** What is imported, and what lies beside it says how. */
export interface FoundSource {
  readonly graphPath: string;
  readonly layers: readonly Layer[];
  /** That the layers were read from. */
  readonly files: readonly string[];
  /** What there is to say of it. */
  readonly lines: readonly string[];
}

export function findSource(path: string): FoundSource {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new GraphUnreadableError(path, 'it is not there');
  return { graphPath: path, layers: [], files: [], lines: [] };
}
