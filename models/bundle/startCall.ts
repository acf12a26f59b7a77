import { dirname, relative, resolve } from 'node:path';
import { callOf } from '../command/call.ts';
import { type Bundle, modelName } from './card.ts';
import { modelFolders } from './folders.ts';

/** How a server is started with a bundle: with its folder where none is looked for by itself. */
export function startCall({ card, dir }: Pick<Bundle, 'dir' | 'card'>): string {
  const root = dirname(dirname(resolve(dir)));
  const call = `${callOf('start')} --model ${modelName(card)}`;
  if (modelFolders().includes(root)) return call;
  const below = relative('.', root);
  const folder = below.startsWith('..') ? root : below || '.';
  return `${call} --models ${/[^\w./-]/.test(folder) ? `"${folder}"` : folder}`;
}
