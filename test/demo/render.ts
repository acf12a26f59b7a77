// Draws the emoji that two vendors have in common, or so many of them, as PNG files:
// `node render.ts <folder> [number]`. A program
// of its own, because a process that has loaded the pixel function can no longer read SVG.
import { mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

const side = 72;
const require = createRequire(import.meta.url);
const packageFolder = (name: string) => dirname(require.resolve(`${name}/package.json`));

/** 'openmoji' becomes the index, 'twemoji' the queries. */
const sources = {
  openmoji: join(packageFolder('openmoji'), 'color', 'svg'),
  twemoji: packageFolder('@twemoji/svg'),
};

/** Code points as both vendors write them: the variation selector says nothing about the picture. */
function codePoints(file: string): string {
  const parts = file.slice(0, -'.svg'.length).toLowerCase().split('-');
  return parts.filter((part) => part !== 'fe0f').join('-');
}

/** Five skin tones of one emoji would be five right answers for one question. */
const hasSkinTone = (code: string) => /1f3f[b-f]/.test(code);

function listDrawings(dir: string): Map<string, string> {
  const files = readdirSync(dir).filter((file) => file.endsWith('.svg'));
  return new Map(files.map((file) => [codePoints(file), join(dir, file)]));
}

const [, , folder, limit] = process.argv;
if (folder === undefined) throw new Error('usage: node render.ts <folder> [number]');
const drawings = Object.entries(sources).map(([vendor, dir]) => ({
  vendor,
  files: listDrawings(dir),
}));
const all = [...drawings[0]!.files.keys()]
  .filter((code) => !hasSkinTone(code) && drawings.every(({ files }) => files.has(code)))
  .sort();
// From all of them: those beside one another in this order are much alike.
const wanted = Math.min(Number(limit ?? all.length), all.length);
const common = Array.from(
  { length: wanted },
  (_, i) => all[Math.floor((i * all.length) / wanted)]!,
);

sharp.concurrency(1);
for (const { vendor, files } of drawings) {
  mkdirSync(join(folder, vendor), { recursive: true });
  for (let start = 0; start < common.length; start += 16) {
    const part = common.slice(start, start + 16).map(async (code) => {
      const target = join(folder, vendor, `${code}.png`);
      await sharp(files.get(code)).resize(side, side, { fit: 'contain' }).png().toFile(target);
    });
    await Promise.all(part);
  }
}
console.log(JSON.stringify({ pairs: common.length }));
