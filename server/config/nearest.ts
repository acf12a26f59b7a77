/** Levenshtein distance: single-character insertions, deletions and substitutions. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The known name closest to an unknown one. */
export function nearest(unknown: string, known: readonly string[]): string {
  const short = unknown.slice(0, 64);
  return known.reduce((best, name) =>
    distance(short, name) < distance(short, best) ? name : best,
  );
}
