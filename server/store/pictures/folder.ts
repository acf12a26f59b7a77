import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StorageFullError } from '../../errors/collections.ts';
import { markerKey, type ObjectPage, type Pictures } from './Pictures.ts';

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException)?.code;
const isMissing = (error: unknown) => codeOf(error) === 'ENOENT';

/**
 * A folder that all servers have mounted. A picture is written beside its place and renamed, so that
 * none is ever seen half; its key begins with the folder that it is in.
 */
export function picturesInFolder(folder: string): Pictures {
  const pathOf = (key: string) => join(folder, key);

  /** A folder that is not mounted is empty, and neither lacks pictures nor takes any. */
  async function refuseUnmounted(): Promise<void> {
    await stat(pathOf(markerKey));
  }

  async function unlessMissing<T>(reading: Promise<T>): Promise<T | null> {
    try {
      return await reading;
    } catch (error) {
      if (!isMissing(error)) throw error;
      await refuseUnmounted();
      return null;
    }
  }

  /** What `write` makes of a path becomes the object, durably. */
  async function place(key: string, write: (path: string) => Promise<void>): Promise<void> {
    const path = pathOf(key);
    if (key !== markerKey) {
      await refuseUnmounted();
      await makeFolder(dirname(path));
    }
    const partial = `${path}.${randomUUID()}.partial`;
    try {
      await write(partial);
      await sync(partial);
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true }).catch(() => {});
      throw ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '') ? new StorageFullError() : error;
    }
    await sync(dirname(path));
  }

  async function makeFolder(path: string): Promise<void> {
    try {
      await mkdir(path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      return;
    }
    await sync(folder);
  }

  return {
    place: folder,
    put: (key, bytes) =>
      place(key, async (path) => {
        const file = await open(path, 'wx', 0o640);
        await file.writeFile(bytes).finally(() => file.close());
      }),
    async get(key) {
      // Of a marker that is missing the caller is told; of a folder that is, it is not.
      if (key === markerKey) await stat(folder);
      const reading = readFile(pathOf(key)).then(plain);
      return key === markerKey
        ? reading.catch((error) => (isMissing(error) ? null : Promise.reject(error)))
        : unlessMissing(reading);
    },
    read: (key, from, length) =>
      unlessMissing(
        open(pathOf(key)).then(async (file) => {
          try {
            const piece = new Uint8Array(length);
            const { bytesRead } = await file.read(piece, 0, length, from);
            return piece.subarray(0, bytesRead);
          } finally {
            await file.close();
          }
        }),
      ),
    async copy(from, to) {
      const copied = unlessMissing(
        place(to, (path) => copyFile(pathOf(from), path)).then(() => true),
      );
      return (await copied) ?? false;
    },
    async delete(keys) {
      await refuseUnmounted();
      for (const key of keys) await rm(pathOf(key), { force: true });
    },
    async list(after): Promise<ObjectPage> {
      await refuseUnmounted();
      const folders = (await readdir(folder, { withFileTypes: true }))
        .filter((entry) => entry.isDirectory() && (after === null || entry.name > after))
        .map(({ name }) => name)
        .sort();
      const [name] = folders;
      if (name === undefined) return { objects: [], next: null };
      const objects = [];
      for (const file of await readdir(pathOf(name))) {
        const found = await stat(pathOf(`${name}/${file}`)).catch(() => null);
        if (found?.isFile()) objects.push({ key: `${name}/${file}`, written: found.mtime });
      }
      return { objects, next: folders.length > 1 ? name : null };
    },
    remedyOf: () =>
      'Make the folder, mount it, and give the user who runs the server the right to write to it.',
    close() {},
  };
}

const plain = ({ buffer, byteOffset, byteLength }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

async function sync(path: string): Promise<void> {
  const file = await open(path);
  await file.sync().finally(() => file.close());
}
