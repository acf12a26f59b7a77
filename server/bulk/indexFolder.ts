import { open } from 'node:fs/promises';
import { FileUnreadableError, type FoundFile, SelfsameError } from '@selfsame/models';
import { jobCaller } from '../embed/caller.ts';
import type { Encoder } from '../embed/Encoders.ts';
import { contentDigest, pictureParts } from '../embed/pictureParts.ts';
import { StorageFullError, StoreFailedError } from '../errors/collections.ts';
import { BodyTooLargeError } from '../errors/request.ts';
import {
  DeadlineError,
  InferenceUnavailableError,
  QueueFullError,
  ThreadStoppedError,
} from '../errors/service.ts';
import { checkParameter } from '../input/check.ts';
import { idParameter } from '../input/names.ts';
import type { Keep } from '../store/contract/collections.ts';
import type { NewItem } from '../store/contract/items.ts';
import type { Store } from '../store/contract/Store.ts';
import type { Job } from './job.ts';
import { scanAside } from './scanAside.ts';

/** Pictures in work at a time: few enough to leave room for requests, in the queue and in memory. */
const together = 32;

/** Faults of the service and not of a picture: these end a job. */
const serviceErrors = [StorageFullError, StoreFailedError, ThreadStoppedError];
/** What passes: the picture is tried again after a while. */
const busyErrors = [QueueFullError, InferenceUnavailableError, DeadlineError];
const patienceMs = [500, 2000, 8000];

interface Picture {
  readonly path: string;
  readonly bytes: Buffer;
  readonly content: string;
}

/**
 * Puts the pictures of a folder into a collection, under their paths in it. What is there already,
 * by content, is passed over, so that a job that was broken off goes on where it was.
 * @param mostBytes of one picture
 */
export async function indexFolder(
  job: Job,
  store: Store,
  encoder: () => Encoder,
  mostBytes: number,
): Promise<void> {
  const { keep } = await store.getCollection(job.collection);
  const scanned = await scanAside(job, job.cancelled);
  if (scanned === null) return;
  job.takeFindings(scanned);
  const files = scanned.pictures;
  for (let i = 0; i < files.length && !job.cancelled.aborted; i += together) {
    const read = await Promise.all(
      files.slice(i, i + together).map((file) => readPicture(job, file, mostBytes)),
    );
    const pictures = read.filter((picture) => picture !== undefined);
    const fresh = await unknownOf(job, store, pictures);
    const items = await Promise.all(fresh.map((picture) => itemOf(job, encoder(), picture, keep)));
    const sound = items.filter((item) => item !== undefined);
    if (sound.length > 0) await store.putItems(job.collection, sound);
    job.indexed += sound.length;
  }
}

/** Those whose content is not in the collection, and of copies among them the first. */
async function unknownOf(job: Job, store: Store, pictures: readonly Picture[]): Promise<Picture[]> {
  const contents = pictures.map(({ content }) => content);
  const known = new Set(await store.findContents(job.collection, contents));
  return pictures.filter(({ content }) => {
    if (!known.has(content)) return known.add(content);
    job.known++;
    return false;
  });
}

async function readPicture(
  job: Job,
  { path, place }: FoundFile,
  mostBytes: number,
): Promise<Picture | undefined> {
  try {
    checkParameter(idParameter, path);
    const file = await open(place);
    try {
      const { size } = await file.stat();
      if (size > mostBytes) throw new BodyTooLargeError('The picture', mostBytes);
      const bytes = await file.readFile();
      return { path, bytes, content: contentDigest(bytes) };
    } finally {
      await file.close();
    }
  } catch (error) {
    skip(job, path, error);
    return undefined;
  }
}

async function itemOf(
  job: Job,
  encoder: Encoder,
  { path, bytes }: Picture,
  keep: Keep,
): Promise<NewItem | undefined> {
  for (const wait of [...patienceMs, null]) {
    try {
      const parts = await pictureParts(encoder, bytes, keep, jobCaller(job.cancelled));
      return { id: path, metadata: JSON.stringify({ path }), ...parts };
    } catch (error) {
      if (job.cancelled.aborted) return undefined;
      if (serviceErrors.some((known) => known.is(error))) throw error;
      const busy = busyErrors.some((known) => known.is(error));
      if (wait === null || !busy) {
        if (busy) throw error;
        skip(job, path, error);
        return undefined;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

function skip(job: Job, path: string, error: unknown): void {
  const { message } = error as Error;
  const { code, message: text } =
    error instanceof SelfsameError ? error : new FileUnreadableError(message);
  job.skip({ path, code, message: text });
}
