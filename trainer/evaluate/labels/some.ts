const named = 5;

/** How many there are, and the first of them: '7 (a, b, c, d, e, ...)'. */
export function some(names: readonly string[]): string {
  const more = names.length > named ? ', ...' : '';
  return `${names.length} (${names.slice(0, named).join(', ')}${more})`;
}
