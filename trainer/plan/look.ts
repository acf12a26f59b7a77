import { createHash } from 'node:crypto';
import { decodePicture, evenly, PictureError, readPicture } from '@selfsame/models';
import sharp from 'sharp';
import { mapInOrder } from '../data/mapInOrder.ts';
import { type PictureFile, scanPictures } from '../data/scan.ts';
import { decodingAtOnce } from '../data/threads.ts';
import { ConstantPicturesError, CopiedPicturesError, DatasetTooSmallError } from '../errors.ts';
import { createRandom, permutation } from '../random.ts';
import { pixelRule } from '../run/plan.ts';
import { copiesIn, isGrey, thumbnailSide } from './thumbnails.ts';

/** Pictures that are looked at, and for how long; of large ones fewer. */
const [most, fewest, enoughMs] = [512, 64, 5000];
/** Neighbours by name are looked at together: copies, and frames of a film, lie side by side. */
const together = 8;
/** Different pictures below which there is nothing to learn from. */
export const fewestPictures = 8;
/** A picture is grey where all of its pixels are; a set, where nearly all of its pictures are. */
const greyShare = 0.95;

/** What a folder's pictures are like, as far as some of them tell. */
export interface Look {
  readonly folder: string;
  /** Files that are pictures, or ought to be. */
  readonly files: number;
  /** Of which so many were looked at, and could be read. */
  readonly seen: number;
  /** How many there are that can be read, and how many different ones. */
  readonly readable: number;
  readonly pictures: number;
  /** Share of what was seen that is the same as another picture, or nearly, 0 .. 1. */
  readonly copies: number;
  /** Median of the shorter sides, in pixels. */
  readonly side: number;
  readonly isGrey: boolean;
  /** Milliseconds that reading and decoding one took, of several at a time. */
  readonly decodeMs: number;
}

interface Seen {
  /** SHA-256 of the file. */
  readonly content: string;
  readonly thumbnail: Uint8Array;
  /** Shorter side in pixels; undefined of formats whose header is not read here. */
  readonly side: number | undefined;
}

/**
 * Looks at some pictures of a folder: cheaply, before all of them are decoded.
 * @throws {DatasetMissingError | DatasetTooSmallError | ConstantPicturesError | CopiedPicturesError}
 */
export async function lookAt(folder: string, hidden: boolean): Promise<Look> {
  const { files } = scanPictures(folder, { hidden });
  const began = performance.now();
  const chosen = sampleOf(files);
  const seen: Seen[] = [];
  let opened = 0;
  for await (const one of mapInOrder(chosen, decodingAtOnce, lookAtFile)) {
    opened++;
    if (one !== undefined) seen.push(one);
    if (opened >= fewest && performance.now() - began > enoughMs) break;
  }
  const decodeMs = (performance.now() - began) / Math.max(1, opened);
  if (seen.length < fewestPictures)
    throw new DatasetTooSmallError(folder, seen.length, fewestPictures);
  const copies = copiesIn(seen) / seen.length;
  const different = Math.round(seen.length * (1 - copies));
  if (different === 1) throw new ConstantPicturesError(folder, seen.length);
  if (different < fewestPictures)
    throw new CopiedPicturesError(folder, seen.length, different, fewestPictures);
  const sides = seen.flatMap(({ side }) => side ?? []).sort((a, b) => a - b);
  const grey = seen.filter(({ thumbnail }) => isGrey(thumbnail)).length;
  return {
    ...{ folder, files: files.length, seen: seen.length, copies, decodeMs },
    readable: Math.round((files.length * seen.length) / opened),
    pictures: Math.round((files.length * different) / opened),
    side: sides[sides.length >> 1] ?? 0,
    isGrey: grey >= greyShare * seen.length,
  };
}

/** Some of the files, in groups of neighbours, which are in an order of chance. */
function sampleOf(files: readonly PictureFile[]): PictureFile[] {
  if (files.length <= most) return [...files];
  const groups = evenly(Math.floor(files.length / together), most / together);
  const order = permutation(groups.length, createRandom(1, 'look'));
  return Array.from(order, (i) => groups[i]! * together).flatMap((start) =>
    files.slice(start, start + together),
  );
}

async function lookAtFile({ place }: PictureFile): Promise<Seen | undefined> {
  try {
    const bytes = await readPicture(place);
    const { pixels } = await decodePicture(bytes, pixelRule(thumbnailSide));
    const content = createHash('sha256').update(bytes).digest('hex');
    return { content, thumbnail: pixels, side: await sideOf(bytes) };
  } catch (error) {
    // What cannot be read is named when all are decoded.
    if (error instanceof PictureError) return undefined;
    throw error;
  }
}

async function sideOf(bytes: Uint8Array): Promise<number | undefined> {
  const header = await sharp(bytes)
    .metadata()
    .catch(() => undefined);
  return header && Math.min(header.width, header.height);
}
