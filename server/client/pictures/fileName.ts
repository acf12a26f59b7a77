import { createHash } from 'node:crypto';

/** The endings of each type of picture, the usual one first. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['.jpg', '.jpeg', '.jpe', '.jfif'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'image/avif': ['.avif'],
  'image/gif': ['.gif'],
  'image/tiff': ['.tif', '.tiff'],
  'image/heic': ['.heic', '.heif'],
  'image/bmp': ['.bmp', '.dib'],
};
/** Of what has another type: its content tells what it is. */
const unknown = ['.picture'];
const files = [...Object.values(endings).flat(), ...unknown, '.jsonl'];

/** Bytes of one part: file systems take 255. Of a whole path: Windows takes 260 characters. */
const partBytes = 100;
const pathBytes = 180;
/** Hexadecimal digits that tell one id from all others. */
const digits = 16;

/** Names that Windows keeps for devices, whatever ending they have. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Where an item's picture is written: its id as a path, as far as any system can have it so. What
 * systems cannot have is percent-encoded, so that '..', a hidden name or a device's is one like any
 * other; what is too long ends with '~' and digits of the id. No folder is named as a file may be.
 * @param type of the picture: "image/jpeg"
 */
export function fileName(id: string, type: string): string {
  const ending = endingOf(id, type);
  const parts = id.slice(0, id.length - ending.cut).split('/');
  const folders = parts.slice(0, -1).map((part) => folderPart(encodePart(part)));
  const last = encodePart(parts.at(-1)!);
  const whole = [...folders, last].join('/') + ending.text;
  const isShort = [...folders, last].every((part) => Buffer.byteLength(part) <= partBytes);
  if (isShort && Buffer.byteLength(whole) <= pathBytes) return whole;
  // As many folders as there is room for: the first ones are what tells classes.
  const kept: string[] = [];
  for (const folder of folders.map(shorten)) {
    if (Buffer.byteLength([...kept, folder].join('/')) > pathBytes / 2) break;
    kept.push(folder);
  }
  return [...kept, `${cut(last, 40)}~${digestOf(id)}${ending.text}`].join('/');
}

/** Another name for where the first one is taken, as by an id that differs in the case alone. */
export function otherName(id: string, name: string): string {
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}~${digestOf(id)}${name.slice(dot)}`;
}

/** What systems that do not tell case, or ways to write an accent, apart take for one name. */
export const nameKey = (name: string) => name.normalize('NFKC').toLowerCase();

/** The ending that the file is to have, and how much of the id is it already. */
function endingOf(id: string, type: string): { text: string; cut: number } {
  const [kind = ''] = type.toLowerCase().split(';');
  const known = endings[kind.trim()] ?? unknown;
  const own = known.find((ending) => id.toLowerCase().endsWith(ending));
  if (own === undefined) return { text: known[0]!, cut: 0 };
  return { text: id.slice(-own.length), cut: own.length };
}

/** One part of a path, as every system can have it. */
function encodePart(part: string): string {
  // An empty part is written as no other one is.
  if (part === '') return '%';
  const isComposed = part.normalize('NFC') === part;
  const others = isComposed ? /[^\p{L}\p{N} ._@+=,()-]/gu : /[^A-Za-z0-9 ._@+=,()-]/gu;
  const safe = part.replace(others, escapeOne).replace(/^[. ]|[. ]$/g, escapeOne);
  return device.test(safe) ? escapeOne(safe[0]!) + safe.slice(1) : safe;
}

const escapeOne = (character: string) =>
  [...Buffer.from(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/** No folder is called as a file is: either could not be there beside the other. */
const folderPart = (part: string) =>
  files.some((ending) => part.toLowerCase().endsWith(ending)) ? `${part}~` : part;

const shorten = (part: string) =>
  Buffer.byteLength(part) <= partBytes ? part : `${cut(part, 40)}~${digestOf(part)}`;

/** So many bytes at most, and no half of a character, nor of an encoded one. */
function cut(part: string, bytes: number): string {
  let text = '';
  for (const [piece] of part.matchAll(/(%[0-9A-F]{2})+|./gsu)) {
    if (Buffer.byteLength(text + piece) > bytes) break;
    text += piece;
  }
  return text.replace(/[. ]+$/, '');
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, digits);
