import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle } from '@selfsame/models';
import sharp from 'sharp';
import { limits } from '../../../server/limits.ts';
import { openStore } from '../../../server/store/openStore.ts';
import { createUniform } from '../../server/store/fixtures.ts';
import { makePhotographs } from '../photographs.ts';

/** Different pictures, which come again and again. */
const different = 200;
const together = 500;

/** Items with kept pictures, of the size that previews have, and vectors at random. */
export async function fill(
  folder: string,
  collection: string,
  count: number,
  { card }: Bundle,
): Promise<void> {
  const model = card.graph.sha256;
  const store = await openStore({
    ...{ folder, model, exactLimit: 10_000, diskReserve: 0 },
    ...{ onRestart: () => {}, onIndex: () => {} },
  });
  try {
    await store.putCollection(collection);
    const { items } = await store.getCollection(collection);
    const images = await previews();
    const uniform = createUniform(1);
    for (let from = items; from < count; from += together) {
      const some = Array.from({ length: Math.min(together, count - from) }, (_, i) => ({
        id: `folder-${Math.floor((from + i) / 1000)}/picture-${from + i}.jpg`,
        metadata: JSON.stringify({ path: `picture-${from + i}.jpg`, size: from + i }),
        image: images[(from + i) % images.length]!,
        ...{ content: null, depth: null },
        vectors: [{ model, vector: Float32Array.from({ length: card.dimensions }, uniform) }],
      }));
      await store.putItems(collection, some);
    }
  } finally {
    await store.close();
  }
}

async function previews() {
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-bench-'));
  try {
    await makePhotographs(folder, different);
    const { previewSide: side } = limits;
    return await Promise.all(
      (await readdir(folder)).map(async (name) => {
        const picture = sharp(await readFile(join(folder, name))).resize(side, side, {
          fit: 'inside',
        });
        // Of a low quality, so that very many fit onto a disk: it is the pixels that take time.
        const bytes = await picture.jpeg({ quality: 30 }).toBuffer();
        return { type: 'image/jpeg', bytes, side };
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
