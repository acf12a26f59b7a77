import { SelfsameError } from '@selfsame/models';
import { sentence } from './sentence.ts';

/** Settings that cannot be used; every problem is listed. */
export class ConfigError extends SelfsameError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      'config_invalid',
      `The settings cannot be used:\n  ${problems.map(sentence).join('\n  ')}`,
      'See node server/main.ts --help for all settings.',
    );
    this.problems = problems;
  }
}
