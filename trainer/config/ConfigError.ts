import { SelfsameError } from '@selfsame/models';

/** Settings that cannot be used; every problem is listed. */
export class ConfigError extends SelfsameError {
  readonly problems: readonly string[];

  constructor(
    problems: readonly string[],
    remedy = 'Run `npm run train -- --help` for all settings.',
  ) {
    super('config_invalid', `The settings cannot be used:\n  ${problems.join('\n  ')}`, remedy);
    this.problems = problems;
  }
}
