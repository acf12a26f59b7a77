import { ConfigError } from '../errors/config.ts';

/** Gathers what only whoever imports can know, so that all of it is asked for at once. */
export interface Missing {
  readonly isEmpty: boolean;
  /** @param problem begins with the flag */
  add(problem: string): void;
  error(): ConfigError;
}

export function createMissing(call: string): Missing {
  const problems: string[] = [];
  return {
    get isEmpty() {
      return problems.length === 0;
    },
    add: (problem) => {
      problems.push(problem);
    },
    error: () => new ConfigError(problems, call),
  };
}
