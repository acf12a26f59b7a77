/**
 * A flag's value, which is one of some.
 * @throws {Error} naming them
 */
export function oneOf<T extends string>(flag: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined)
    throw new Error(`--${flag} takes ${choices.join(', ')}, and not '${value}'`);
  return found;
}

/** The same of a list with commas. Empty for none. */
export const someOf = <T extends string>(
  flag: string,
  value: string,
  choices: readonly T[],
): T[] => (value === '' ? [] : value.split(',').map((one) => oneOf(flag, one, choices)));

/** A flag's value, which is a number above 0. @throws {Error} */
export function positive(flag: string, value: string): number {
  const number = Number(value);
  if (!(number > 0 && Number.isFinite(number)))
    throw new Error(`--${flag} takes a number above 0, and not '${value}'`);
  return number;
}
