import { GlibcTooOldError } from './errors.ts';
import type { Part, Recipe } from './recipe.ts';

/**
 * That the C library of this machine is new enough for wheels, which say it themselves:
 * https://peps.python.org/pep-0600.
 * @param here its version; undefined where there is another one, musl for example
 * @throws {GlibcTooOldError}
 */
export function checkGlibc({ name }: Recipe, parts: readonly Part[], here = glibc()): void {
  const tags = parts.flatMap(({ wheel }) => [...wheel.tag.matchAll(/manylinux_2_(\d+)_/g)]);
  const minor = Math.max(...tags.map(([, one]) => Number(one)));
  const [, ours] = /^2\.(\d+)/.exec(here ?? '') ?? [];
  if (!(Number(ours) >= minor)) throw new GlibcTooOldError(name, `2.${minor}`, here ?? 'none');
}

function glibc(): string | undefined {
  // What it tells of the network can take seconds.
  Object.assign(process.report, { excludeNetwork: true });
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime;
}
