import { json, postJson } from './exchange.ts';
import { dimensionsOf, fill, vectorOf } from './items.ts';
import type { HeldServer } from './server.ts';
import { treeBytes } from './treeBytes.ts';

/** Resident memory of all the server's processes after so many updates. */
export interface Sample {
  readonly updates: number;
  readonly bytes: number;
}

/** Vectors in the collection: enough for a graph. */
const stored = 15_000;
/** Of these, those that are put again in each round. */
const updated = 3000;
const atOnce = 500;
const searchesPerRound = 4;

const collection = 'updated';
const path = `/v1/collections/${collection}`;

/**
 * Puts the same vectors again, round after round, with some searches between the rounds. A sample
 * for each round, the first before any update.
 */
export async function* updates(
  { url, pid }: Pick<HeldServer, 'url' | 'pid'>,
  count: number,
): AsyncGenerator<Sample> {
  const metadata = (n: number) => ({ n });
  await fill(url, collection, stored, metadata);
  const dimensions = await dimensionsOf(url);
  const item = (n: number) => ({
    id: `${n}`,
    vector: vectorOf(n, dimensions),
    metadata: metadata(n),
  });
  const bodies = Array.from({ length: updated / atOnce }, (_, i) =>
    json({ items: Array.from({ length: atOnce }, (_, j) => item(i * atOnce + j)) }),
  );
  const query = json({ vector: vectorOf(-1, dimensions), k: 10 });
  yield { updates: 0, bytes: treeBytes(pid) };
  for (let done = 0; done < count; ) {
    for (const body of bodies) {
      const { status } = await postJson(url, `${path}/items`, body);
      if (status !== 200) throw new Error(`an update was answered with ${status}`);
      done += atOnce;
    }
    for (let i = 0; i < searchesPerRound; i++) await postJson(url, `${path}/search`, query);
    yield { updates: done, bytes: treeBytes(pid) };
  }
}
