import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, listBundles } from '@selfsame/models';
import { writeAtomic } from '../files/writeAtomic.ts';
import { type RunFolder, writeToRun } from './folder.ts';

/** What a run publishes, written before it does: then a process that was killed is no riddle. */
interface Publication {
  readonly models: string;
  readonly name: string;
  /** SHA-256 of the graph. */
  readonly sha256: string;
  /** When it began, in ISO 8601. */
  readonly begun: string;
}

const publicationFile = 'publication.json';

/** Notes in the run's folder that a graph is about to be published. */
export function notePublication({ path, models, config }: RunFolder, graph: Uint8Array): void {
  const publication: Publication = {
    models,
    name: config.name,
    sha256: createHash('sha256').update(graph).digest('hex'),
    begun: new Date().toISOString(),
  };
  const text = `${JSON.stringify(publication, null, 2)}\n`;
  writeToRun(path, () => writeAtomic(join(path, publicationFile), (fd) => writeFileSync(fd, text)));
}

/**
 * The bundle that the run has published, if it has: by its graph and not before its time, since
 * another run may have come to the same graph.
 * @returns undefined too where it was removed since: it is published again then
 */
export async function publishedBefore({ path }: RunFolder): Promise<Bundle | undefined> {
  const file = join(path, publicationFile);
  if (!existsSync(file)) return undefined;
  const { models, name, sha256, begun } = JSON.parse(readFileSync(file, 'utf8')) as Publication;
  const { bundles } = await listBundles(models);
  return bundles.find(
    ({ card }) => card.name === name && card.graph.sha256 === sha256 && card.created >= begun,
  );
}
