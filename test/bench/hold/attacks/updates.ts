import { type Attack, inMiB } from '../attack.ts';
import { json, postJson } from '../exchange.ts';
import { dimensionsOf, fill, vectorOf } from '../items.ts';
import { treeBytes } from '../treeBytes.ts';

/** Vectors in the collection: enough for a graph. */
const stored = 15_000;
/** Of these, those that are put again in each round. */
const updated = 3000;
const atOnce = 500;
const searchesPerRound = 4;
const total = 500_000;
/** Memory is compared with that after so many, when all that is kept for speed is there. */
const settled = 50_000;

const path = '/v1/collections/updated';

/** The same vectors put again, round after round, with some searches between the rounds. */
export const updates: Attack = async (start) => {
  const server = await start();
  try {
    const { url, pid } = server;
    const metadata = (n: number) => ({ n });
    await fill(url, 'updated', stored, metadata);
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
    const samples: { done: number; bytes: number }[] = [];
    const began = performance.now();
    for (let done = 0; done < total; ) {
      for (const body of bodies) {
        const { status } = await postJson(url, `${path}/items`, body);
        if (status !== 200) throw new Error(`an update was answered with ${status}`);
        done += atOnce;
      }
      for (let i = 0; i < searchesPerRound; i++) await postJson(url, `${path}/search`, query);
      samples.push({ done, bytes: treeBytes(pid) });
      if (done % 30_000 === 0) console.error(`${done} updates: ${inMiB(treeBytes(pid))} MiB`);
    }
    const seconds = (performance.now() - began) / 1000;
    const early = most(samples.filter(({ done }) => done <= settled));
    const late = most(samples.filter(({ done }) => done > total - settled));
    return [
      {
        what: `${total} updates of ${updated} among ${stored} vectors: resident memory`,
        figure: `at most ${inMiB(early)} MiB in the first ${settled}, ${inMiB(late)} in the last (${(late / early).toFixed(2)}), ${Math.round(total / seconds)} updates/s`,
      },
    ];
  } finally {
    await server.stop();
  }
};

const most = (samples: readonly { bytes: number }[]) =>
  Math.max(...samples.map(({ bytes }) => bytes));
