import { SelfsameError } from '@selfsame/models';
import { sentence } from './sentence.ts';

/** Settings that cannot be used; every problem is listed. */
export class ConfigError extends SelfsameError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const between = problems.length === 1 ? ' ' : '\n  ';
    const list = problems.map((problem) => `${between}${sentence(problem)}`).join('');
    super(
      'config_invalid',
      `The settings cannot be used:${list}`,
      'See node server/main.ts --help for all settings.',
    );
    this.problems = problems;
  }
}
