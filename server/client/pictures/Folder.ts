import { existsSync } from 'node:fs';
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exportLock, exportManifest, exportUnfinished } from '@selfsame/models';
import { ExportFolderError } from '../../errors/client.ts';
import type { Fetched } from './fetchAll.ts';
import type { ItemAnswer } from './items.ts';
import { lockPictures } from './lock.ts';
import { type Line, readManifest, textOf } from './manifest.ts';
import { Names } from './names.ts';

/** A folder of exported pictures. What it holds is written by this command alone. */
export class Folder {
  /** For files that are not whole yet. */
  readonly unfinished: string;
  readonly #path: string;
  readonly #collection: string;
  readonly #lines: Map<string, Line>;
  readonly #names: Names;
  readonly #manifest: FileHandle;
  readonly #unlock: () => void;

  private constructor(
    path: string,
    collection: string,
    lines: Map<string, Line>,
    manifest: FileHandle,
    unlock: () => void,
  ) {
    this.#path = path;
    this.unfinished = join(path, exportUnfinished);
    this.#collection = collection;
    this.#lines = lines;
    this.#names = new Names(path, lines.values());
    this.#manifest = manifest;
    this.#unlock = unlock;
  }

  /**
   * Takes the folder for this process.
   * @throws {ExportFolderError} where something else lies there
   * @throws {ExportLockedError}
   */
  static async open(path: string, collection: string): Promise<Folder> {
    await mkdir(path, { recursive: true });
    const names = await readdir(path);
    const isOurs =
      names.includes(exportManifest) ||
      names.every((name) => [exportUnfinished, exportLock].includes(name));
    if (!isOurs) throw new ExportFolderError(path, 'it holds other things');
    const unlock = lockPictures(path);
    try {
      const lines = await readManifest(path, collection);
      await mkdir(join(path, exportUnfinished), { recursive: true });
      const manifest = await open(join(path, exportManifest), 'a');
      return new Folder(path, collection, lines, manifest, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** Whether an item's picture is there as it is now. */
  has({ id, updated }: ItemAnswer): boolean {
    const line = this.#lines.get(id);
    return line?.updated === updated && existsSync(join(this.#path, line.file));
  }

  /**
   * Puts pictures into their places. The manifest tells of a file before it is there, so that none
   * is ever there of which nothing is known.
   */
  async put(fetched: readonly Fetched[]): Promise<void> {
    const lines: Line[] = [];
    for (const { item, type } of fetched) {
      const { id, updated, metadata } = item;
      const before = this.#lines.get(id)?.file;
      const file = this.#names.take(id, type, before);
      // Else what was there before would pass for what is there now.
      if (before !== undefined) await rm(join(this.#path, before), { force: true });
      const line = { collection: this.#collection, id, file, updated, metadata };
      this.#lines.set(id, line);
      lines.push(line);
    }
    if (lines.length > 0) await this.#manifest.appendFile(textOf(lines));
    await this.#manifest.datasync();
    for (const { item, temporary } of fetched) {
      const place = join(this.#path, this.#lines.get(item.id)!.file);
      await mkdir(dirname(place), { recursive: true });
      await rename(temporary, place);
    }
  }

  /** Takes out what is of no item any more. @returns how many pictures that was */
  async keepOnly(ids: ReadonlySet<string>): Promise<number> {
    const gone = [...this.#lines.values()].filter(({ id }) => !ids.has(id));
    for (const { id, file } of gone) {
      await rm(join(this.#path, file), { force: true });
      await this.#removeEmpty(dirname(file));
      this.#lines.delete(id);
    }
    return gone.length;
  }

  /** Writes the manifest anew, with one line for each picture. */
  async tidy(): Promise<void> {
    await this.#manifest.close();
    const temporary = join(this.unfinished, exportManifest);
    await writeFile(temporary, textOf(this.#lines.values()), { flush: true });
    await rename(temporary, join(this.#path, exportManifest));
    await rm(this.unfinished, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await this.#manifest.close();
    this.#unlock();
  }

  async #removeEmpty(folder: string): Promise<void> {
    for (let one = folder; one !== '.'; one = dirname(one)) {
      const isGone = await rmdir(join(this.#path, one)).then(
        () => true,
        () => false,
      );
      if (!isGone) return;
    }
  }
}
