import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { type Hub, reasonOf } from './ask.ts';
import { type HubCache, inCache, isThere } from './cache.ts';
import { HubAnswerError, HubFileError, HubUnreachableError } from './errors.ts';
import type { HubFile } from './repository.ts';

/** Tries in a row that bring nothing before it gives up, and the time between them. */
const [tries, pauseMs] = [3, 500];

/**
 * Fetches a file's content into the cache, unless it is there: on from where it was broken off, with
 * its size and its digest checked before it counts as whole.
 * @param path of the file behind the endpoint
 * @param onBytes is told how much of it is there
 * @throws {SelfsameError}
 */
export async function fetchFile(
  hub: Hub,
  cache: HubCache,
  path: string,
  file: HubFile,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const blob = cache.blobOf(file);
  if (await isThere(blob)) return onBytes(file.bytes);
  // Under the name that others would go on from as well. Two processes at once do no harm to each
  // other: both write the same bytes to the same places.
  const incomplete = `${blob}.incomplete`;
  await inCache(blob, async () => {
    await mkdir(dirname(blob), { recursive: true });
    if ((await sizeOf(incomplete)) > file.bytes) await rm(incomplete);
  });
  try {
    const target = await inCache(blob, () =>
      open(incomplete, constants.O_WRONLY | constants.O_CREAT),
    );
    try {
      await fill(target, await sizeOf(incomplete));
      await inCache(blob, () => target.sync());
    } finally {
      await target.close();
    }
    await checkWhole(incomplete, file);
  } catch (error) {
    if (error instanceof HubFileError) await rm(incomplete, { force: true });
    throw error;
  }
  await cache.keep(incomplete, file);

  async function fill(target: FileHandle, start: number): Promise<void> {
    let have = start;
    for (let failures = 0; have < file.bytes; ) {
      const before = have;
      try {
        const { at, body } = await askFrom(hub, path, have, file);
        have = at;
        for await (const piece of body) {
          if (have + piece.length > file.bytes) break;
          await inCache(blob, () => target.write(piece, 0, piece.length, have));
          have += piece.length;
          onBytes(have);
        }
        if (have < file.bytes)
          throw new HubUnreachableError(file.path, `it ends after ${have} of ${file.bytes} bytes`);
      } catch (error) {
        if (!(error instanceof HubUnreachableError)) throw error;
        failures = have > before ? 1 : failures + 1;
        if (failures === tries) throw error;
        await setTimeout(failures * pauseMs);
      }
    }
  }
}

/** @returns what comes, and where in the file it begins */
async function askFrom(hub: Hub, path: string, have: number, file: HubFile) {
  // What is compressed on its way has other lengths.
  const plain = { 'accept-encoding': 'identity' };
  const answer = await hub.ask(path, have === 0 ? plain : { ...plain, range: `bytes=${have}-` });
  const [, start] = /^bytes (\d+)-/.exec(answer.headers.get('content-range') ?? '') ?? [];
  const isRest = answer.status === 206;
  if (answer.status === 416) {
    await answer.body?.cancel();
    throw new HubFileError(file.path, `it ends at byte ${have} of ${file.bytes}`);
  }
  if (answer.body === null || (isRest && Number(start) !== have)) {
    await answer.body?.cancel();
    throw new HubAnswerError(answer.url, `byte ${have} was asked for, and it begins with another`);
  }
  return { at: isRest ? have : 0, body: piecesOf(answer.url, answer.body) };
}

async function* piecesOf(url: string, body: ReadableStream<Uint8Array>) {
  try {
    yield* body;
  } catch (error) {
    throw new HubUnreachableError(url, reasonOf(error as Error), error);
  }
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** @throws {HubFileError} where a file is not the one that the hub describes */
async function checkWhole(incomplete: string, { path, bytes, digest }: HubFile): Promise<void> {
  const isLarge = 'sha256' in digest;
  const hash = createHash(isLarge ? 'sha256' : 'sha1');
  // https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
  if (!isLarge) hash.update(`blob ${bytes}\0`);
  await pipeline(createReadStream(incomplete), hash, { end: false });
  const [found, wanted] = [hash.digest('hex'), isLarge ? digest.sha256 : digest.git];
  if (found !== wanted)
    throw new HubFileError(path, `its digest is ${found}, and the hub says ${wanted}`);
}
