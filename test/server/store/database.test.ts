import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { checkFolder } from '../../../server/store/checkFolder.ts';
import { collectionsOf } from '../../../server/store/rows/collections.ts';
import { databaseFile, openWriter } from '../../../server/store/rows/database.ts';
import { GroupCommit } from '../../../server/store/rows/GroupCommit.ts';
import { temporaryFolder } from '../helpers.ts';

test('the database syncs every commit to the disk', async () => {
  const database = openWriter(join(await temporaryFolder(), databaseFile));
  assert.equal(database.prepare('PRAGMA journal_mode').get()?.journal_mode, 'wal');
  // 2 is FULL: https://sqlite.org/pragma.html#pragma_synchronous
  assert.equal(database.prepare('PRAGMA synchronous').get()?.synchronous, 2);
  database.close();
});

test('a full disk refuses the write that does not fit, and writing goes on once there is room', async () => {
  const database = openWriter(join(await temporaryFolder(), databaseFile));
  const group = new GroupCommit(database, () => true);
  const collections = collectionsOf(database);
  database.exec('CREATE TABLE ballast (data BLOB)');
  const pages = database.prepare('PRAGMA page_count').get()?.page_count as number;
  database.exec(`PRAGMA max_page_count = ${pages + 4}`);
  const insert = database.prepare('INSERT INTO ballast VALUES (zeroblob(?))');
  await assert.rejects(
    group.add(() => insert.run(1_000_000)),
    { code: 'storage_full' },
  );
  await group.add(() => collections.put('small', {}));
  database.exec(`PRAGMA max_page_count = ${pages + 1000}`);
  await group.add(() => insert.run(1_000_000));
  assert.equal(collections.get('small').items, 0);
  assert.equal(database.prepare('SELECT count(*) AS n FROM ballast').get()?.n, 1);
  database.close();
});

test('a database of a later version is left alone', async () => {
  const file = join(await temporaryFolder(), databaseFile);
  openWriter(file).close();
  const later = new DatabaseSync(file);
  later.exec('PRAGMA user_version = 99');
  later.close();
  assert.throws(() => openWriter(file), { code: 'data_too_new' });
});

test('the check finds what is wrong', async () => {
  const folder = await temporaryFolder();
  const database = openWriter(join(folder, databaseFile));
  assert.deepEqual(checkFolder(folder), { items: 0, problems: [] });
  database.exec(`PRAGMA foreign_keys = OFF;
    INSERT INTO images (item, type, data) VALUES (77, 'image/webp', x'00');`);
  database.close();
  assert.deepEqual(checkFolder(folder).problems, ['images 77 refers to no items']);
});
