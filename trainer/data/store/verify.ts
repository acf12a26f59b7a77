import { readSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { createProgress } from '../../progress.ts';

/** Pictures between two turns of other writers. */
const chunk = 1024;

/**
 * Compares the stored pixels of a pixel rule with their checksums and forgets those that differ.
 * @param bytes of one picture
 */
export function forgetDamaged(
  database: DatabaseSync,
  store: number,
  fd: number,
  bytes: number,
): void {
  const select = database.prepare(
    'SELECT slot, checksum FROM pictures WHERE store = ? AND slot > ? ORDER BY slot LIMIT ?',
  );
  const forget = database.prepare(
    'DELETE FROM pictures WHERE store = ? AND slot = ? AND checksum = ?',
  );
  const total = database
    .prepare('SELECT count(*) AS total FROM pictures WHERE store = ? AND slot IS NOT NULL')
    .get(store)!.total as number;
  if (total === 0) return;
  const progress = createProgress({ label: 'check', total, unit: 'pictures' });
  const pixels = new Uint8Array(bytes);
  let checked = 0;
  for (let last = -1; ; ) {
    const rows = select.all(store, last, chunk) as { slot: number; checksum: number }[];
    if (rows.length === 0) break;
    for (const { slot, checksum } of rows) {
      const read = readSync(fd, pixels, 0, bytes, slot * bytes);
      if (read !== bytes || crc32(pixels) !== checksum) forget.run(store, slot, checksum);
      last = slot;
    }
    checked += rows.length;
    progress.update(checked);
  }
  progress.stop();
}
