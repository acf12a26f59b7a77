import { defineError } from './define.ts';

/** Settings that cannot be used; every problem is listed. */
export class ConfigError extends defineError('config_invalid', {
  message: (problems: readonly string[], _call: string) =>
    problems.length === 1
      ? `The settings cannot be used: ${problems[0]}`
      : `The settings cannot be used:${problems.map((problem) => `\n  ${problem}`).join('')}`,
  remedy: (_problems, call) => `See ${call} --help.`,
}) {
  readonly problems: readonly string[];

  /** @param call how the command is called, with which `--help` goes: "npm run train --" */
  constructor(problems: readonly string[], call: string) {
    super(problems, call);
    this.problems = problems;
  }
}
