import { createHash, randomUUID } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { Decoded, PixelRule } from '@selfsame/models';
import { syncFolder } from '../../files/syncFolder.ts';
import { writeFully } from '../../files/transfer.ts';
import type { PictureFile } from '../scan.ts';
import { openDatabase, pixelsEnding, transaction } from './database.ts';
import { pictureBytes, stampOf } from './pixels.ts';
import { forgetDamaged } from './verify.ts';

/** Where a picture's pixels are, or why there are none. */
export type StoredPicture =
  | {
      readonly slot: number;
      readonly checksum: number;
      readonly digest: Uint8Array;
      readonly content: Uint8Array;
      readonly reason: null;
      /** What was done to a picture of other than 8 bits; null for all others. */
      readonly depth: string | null;
    }
  | { readonly slot: null; readonly content: Uint8Array; readonly reason: string };

/** What came of one file: its content, and the pixels or why there are none. */
export interface DecodedFile {
  /** Absolute. */
  readonly path: string;
  readonly file: PictureFile;
  /** SHA-256 of the file. */
  readonly content: Uint8Array;
  /** Left out if the store has the content already. */
  readonly result?: Decoded | { readonly reason: string };
}

/**
 * The decoded pictures of one pixel rule, found by the content of their files: a folder that is
 * moved or touched is not decoded again, pictures that are added are decoded alone, and the same
 * picture twice is stored once.
 *
 * The pixels are one file that only grows, the index is a SQLite database beside it that all rules
 * share. Pixels are flushed before the transaction that names them ends, and written within it: a
 * crash leaves bytes that nothing names, and runs at the same time take turns.
 */
export class PixelStore {
  readonly path: string;
  readonly fd: number;
  readonly bytes: number;
  readonly #database: DatabaseSync;
  readonly #key: number;
  readonly #ofFile;
  readonly #ofContent;

  constructor(root: string, rule: PixelRule) {
    this.bytes = pictureBytes(rule);
    this.#database = openDatabase(root);
    try {
      const { key, file } = this.#register(ruleText(rule));
      this.#key = key;
      this.path = join(root, file);
      this.fd = openSync(this.path, constants.O_RDWR | constants.O_CREAT);
      syncFolder(root);
      this.#verify();
    } catch (error) {
      this.#database.close();
      throw error;
    }
    const columns = 'slot, checksum, content, pictures.digest, reason, depth';
    this.#ofFile = this.#database.prepare(`
      SELECT ${columns} FROM files JOIN pictures USING (content)
      WHERE path = ? AND bytes = ? AND modified = ? AND store = ?`);
    this.#ofContent = this.#database.prepare(
      `SELECT ${columns} FROM pictures WHERE store = ? AND content = ?`,
    );
  }

  /** Runs with one view of the index, in which a `find` takes a third of the time. */
  snapshot(work: () => void): void {
    this.#database.exec('BEGIN');
    try {
      work();
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  /** What is known of a file without reading it. @param path absolute */
  find(path: string, { bytes, modified }: PictureFile): StoredPicture | undefined {
    return this.#ofFile.get(path, bytes, modified, this.#key) as StoredPicture | undefined;
  }

  /** @param content SHA-256 of a file */
  has(content: Uint8Array): boolean {
    return this.#ofContent.get(this.#key, content) !== undefined;
  }

  /** Stores pixels and remembers files; durable when it returns. */
  add(decoded: readonly DecodedFile[]): void {
    const remember = this.#database.prepare('INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)');
    const insert = this.#database.prepare('INSERT INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?)');
    transaction(this.#database, () => {
      const untouched = this.#stamp() === stampOf(this.fd);
      let slot = this.#nextSlot();
      for (const { path, file, content, result } of decoded) {
        remember.run(path, file.bytes, file.modified, content);
        // Another run, or the same picture elsewhere in the folder, may have been faster.
        if (!result || this.has(content)) continue;
        if ('reason' in result) {
          insert.run(this.#key, content, null, null, null, result.reason, null);
          continue;
        }
        const { pixels, depth } = result;
        writeFully(this.fd, pixels, slot * this.bytes);
        const digest = createHash('sha256').update(pixels).digest();
        insert.run(this.#key, content, slot, crc32(pixels), digest, null, depth);
        slot++;
      }
      fsyncSync(this.fd);
      if (untouched) this.#setStamp(stampOf(this.fd));
    });
  }

  /** Ends the use of the index; the file of pixels stays open. */
  closeIndex(): void {
    this.#database.close();
  }

  close(): void {
    this.closeIndex();
    closeSync(this.fd);
  }

  /** The file's name is its own, so that a store that is made anew never meets an old file. */
  #register(rule: string): { key: number; file: string } {
    const select = this.#database.prepare('SELECT key, file FROM stores WHERE rule = ?');
    const known = () => select.get(rule) as { key: number; file: string } | undefined;
    return (
      known() ??
      transaction(this.#database, () => {
        const insert = 'INSERT OR IGNORE INTO stores (rule, file, stamp) VALUES (?, ?, ?)';
        this.#database.prepare(insert).run(rule, `${randomUUID()}${pixelsEnding}`, '');
        return known()!;
      })
    );
  }

  /** Checks every stored picture, if something other than `add` has changed the file. */
  #verify(): void {
    // Within a transaction, no other run is between its write and its commit.
    const [expected, found] = transaction(this.#database, () => [this.#stamp(), stampOf(this.fd)]);
    if (expected === found) return;
    forgetDamaged(this.#database, this.#key, this.fd, this.bytes);
    transaction(this.#database, () => {
      if (stampOf(this.fd) === found) this.#setStamp(found);
    });
  }

  #stamp(): string {
    const row = this.#database.prepare('SELECT stamp FROM stores WHERE key = ?').get(this.#key);
    return row!.stamp as string;
  }

  #setStamp(stamp: string): void {
    this.#database.prepare('UPDATE stores SET stamp = ? WHERE key = ?').run(stamp, this.#key);
  }

  #nextSlot(): number {
    const row = this.#database
      .prepare('SELECT max(slot) AS last FROM pictures WHERE store = ? AND slot IS NOT NULL')
      .get(this.#key);
    return ((row!.last as number | null) ?? -1) + 1;
  }
}

/** Pixels of the same picture differ where this does. */
function ruleText(rule: PixelRule): string {
  const { width, height, fit, background, pixels = 1, resize, resampling } = rule;
  const more = pixels < 3 ? [] : [resize ?? null, resampling ?? null];
  return JSON.stringify([pixels, width, height, fit, background, ...more]);
}
