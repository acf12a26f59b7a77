import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ExportFolderError } from '../../errors/client.ts';
import { fileName, nameKey, otherName } from './fileName.ts';
import type { Line } from './manifest.ts';

/** The names of files that are taken, and by which item. */
export class Names {
  readonly #folder: string;
  readonly #taken = new Map<string, string>();

  constructor(folder: string, lines: Iterable<Line>) {
    this.#folder = folder;
    for (const { id, file } of lines) this.#taken.set(nameKey(file), id);
  }

  /**
   * A name that is free, for an item's picture.
   * @param type of the picture: "image/jpeg"
   * @param before the name that it has, which it keeps unless it is of another type now
   * @throws {ExportFolderError} where somebody else's file lies in every place
   */
  take(id: string, type: string, before: string | undefined): string {
    const first = fileName(id, type);
    for (const name of [first, otherName(id, first)]) {
      if (name !== before && !this.#isFree(name, id)) continue;
      if (before !== undefined) this.#taken.delete(nameKey(before));
      this.#taken.set(nameKey(name), id);
      return name;
    }
    throw new ExportFolderError(
      this.#folder,
      `a file ${first} lies there that is not of this command`,
    );
  }

  #isFree(name: string, id: string): boolean {
    const owner = this.#taken.get(nameKey(name));
    if (owner !== undefined) return owner === id;
    return !existsSync(join(this.#folder, name));
  }
}
