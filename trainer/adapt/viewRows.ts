import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { modelDigest, type Vectors } from '@selfsame/models';
import type { Subject } from '../derive/subject.ts';
import { embedPictures } from '../evaluate/embed.ts';
import { makeTwoViews, usualKinds } from '../evaluate/views.ts';
import { joined, type KeptRows, openKeptRows } from './keepRows.ts';

/** Pictures whose views are made at a time: of 224 pixels, views of 512 take 150 MB. */
const atOnce = 512;

/** Embeddings of the pictures to learn from, and of views of each of them; all [pictures, dimensions]. */
export interface ViewRows {
  readonly plain: Vectors;
  readonly views: readonly Vectors[];
}

export interface ViewOptions {
  readonly pairs: number;
  readonly seed: number;
  /** Folder of decoded pictures, in which embeddings are kept too. */
  readonly cache: string;
}

/**
 * Makes views as training does and embeds them, but for those that an earlier call has left.
 * @throws {SelfsameError}
 */
export async function viewRows(
  { bundle, fitted }: Subject,
  { pairs, seed, cache }: ViewOptions,
): Promise<ViewRows> {
  const { card, graphPath } = bundle;
  const { dimensions } = card;
  const what = JSON.stringify([
    ...[modelDigest(card), fitted.digest, fitted.paths, seed, atOnce],
    usualKinds(fitted.rule.width),
  ]);
  const key = createHash('sha256').update(what).digest('hex').slice(0, 16);
  const kept = openKeptRows(join(cache, 'views', key), dimensions);
  try {
    const chunks = chunksOf(fitted.count);
    const plain = await inChunks(chunks, dimensions, kept, 'plain', (chunk, label) =>
      embedPictures(graphPath, fitted, chunk, label),
    );
    const views: Vectors[] = [];
    for (let pair = 0; pair < pairs; pair++) views.push(...(await pairRows(pair, chunks)));
    return { plain, views };
  } finally {
    kept.close();
  }

  async function pairRows(pair: number, chunks: readonly number[][]): Promise<Vectors[]> {
    const sides: [Float32Array[], Float32Array[]] = [[], []];
    for (const [i, chunk] of chunks.entries()) {
      // Views are made once for both sides, and not at all where both are there.
      let made: ReturnType<typeof makeTwoViews> | undefined;
      for (const side of [0, 1] as const) {
        const rows = await kept.take(`${pair}-${side}-${i}`, chunk.length, async () => {
          made ??= makeTwoViews(fitted, chunk, seed + 1 + pair);
          const views = (await made)[side];
          const label = `views ${2 * pair + side + 1} of ${2 * pairs}, part ${i + 1} of ${chunks.length}`;
          return embedPictures(graphPath, views, [...chunk.keys()], label);
        });
        sides[side].push(rows);
      }
    }
    return sides.map((parts) => joined(parts, dimensions));
  }
}

async function inChunks(
  chunks: readonly number[][],
  dimensions: number,
  kept: KeptRows,
  name: string,
  make: (chunk: number[], label: string) => Promise<Vectors>,
): Promise<Vectors> {
  const parts: Float32Array[] = [];
  for (const [i, chunk] of chunks.entries()) {
    const label = `pictures, part ${i + 1} of ${chunks.length}`;
    parts.push(await kept.take(`${name}-${i}`, chunk.length, () => make(chunk, label)));
  }
  return joined(parts, dimensions);
}

function chunksOf(count: number): number[][] {
  const all = [...Array(count).keys()];
  return Array.from({ length: Math.ceil(count / atOnce) }, (_, i) =>
    all.slice(i * atOnce, (i + 1) * atOnce),
  );
}
