import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { createRandom } from '../../trainer/random.ts';

/** Pictures of each class in a dry run, to train with and to test. */
const few = { train: 24, test: 8 };

/**
 * The folder of labelled pictures, with `train` and `test` in it.
 * @param given an archive (tar.gz) or a folder; without it, a few pictures are made
 * @param dry takes only a few of them
 */
export async function preparePictures(
  given: string | undefined,
  work: string,
  dry: boolean,
): Promise<string> {
  if (given === undefined) return makePictures(join(work, 'made'));
  const path = resolve(given);
  const folder = statSync(path).isDirectory() ? path : unpack(path, join(work, 'unpacked'));
  if (!['train', 'test'].every((part) => existsSync(join(folder, part))))
    throw new Error(`there are no folders train and test in ${given}`);
  return dry ? takeFew(folder, join(work, 'few')) : folder;
}

function unpack(archive: string, into: string): string {
  mkdirSync(into, { recursive: true });
  execFileSync('tar', ['-xzf', archive, '-C', into]);
  return into;
}

function takeFew(folder: string, into: string): string {
  for (const [part, count] of Object.entries(few)) {
    for (const name of readdirSync(join(folder, part)).slice(0, 3)) {
      for (const file of readdirSync(join(folder, part, name)).slice(0, count))
        cpSync(join(folder, part, name, file), join(into, part, name, file));
    }
  }
  return into;
}

/** Pictures of noise about a colour a class. */
async function makePictures(into: string): Promise<string> {
  const random = createRandom(1, 'pictures');
  for (const [part, count] of Object.entries(few)) {
    for (let colour = 0; colour < 3; colour++) {
      const folder = join(into, part, `class${colour}`);
      mkdirSync(folder, { recursive: true });
      for (let i = 0; i < count; i++) {
        const pixels = Uint8Array.from({ length: 32 * 32 * 3 }, (_, at) =>
          random.integer(0, at % 3 === colour ? 255 : 128),
        );
        const raw = { width: 32, height: 32, channels: 3 } as const;
        await sharp(pixels, { raw })
          .png()
          .toFile(join(folder, `${i}.png`));
      }
    }
  }
  return into;
}
