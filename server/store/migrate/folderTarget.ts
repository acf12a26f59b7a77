import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MigrationTargetError } from '../../errors/start.ts';
import { collectionsOf } from '../rows/collections.ts';
import { databaseFile, openWriter } from '../rows/database.ts';
import { prepareFolder } from '../rows/folder.ts';
import { lockFolder } from '../rows/lock.ts';
import { modelNamesOf } from '../rows/modelNames.ts';
import { notesOf } from '../rows/notes.ts';
import { imageSum, itemSum, vectorSum } from '../rows/sums.ts';
import type { MovedCollection, MovedItem, Target } from './Archive.ts';
import { sourceOver } from './folderSource.ts';

/** A new data folder: `<folder>.partial` until all is there. @throws {MigrationTargetError} */
export function folderTarget(folder: string, from: string): Target {
  if (existsSync(folder)) throw new MigrationTargetError(`The folder ${folder}`);
  const partial = `${folder}.partial`;
  prepareFolder(partial);
  const unlock = lockFolder(partial);
  const database = openWriter(join(partial, databaseFile));
  const close = () => {
    if (!database.isOpen) return;
    database.close();
    unlock();
  };
  const mark = database.prepare("SELECT value FROM properties WHERE name = 'migration'").get();
  if (mark !== undefined && mark.value !== from) {
    close();
    throw new MigrationTargetError(`The folder ${partial}`);
  }
  database.prepare("INSERT OR IGNORE INTO properties VALUES ('migration', ?)").run(from);

  const collections = collectionsOf(database);
  const lastKey = database.prepare('SELECT max(key) AS key FROM items WHERE collection = ?');
  const setCollection = database.prepare(
    `UPDATE collections SET created = ?, keep = ?, model = ?, next = ?, previous = ?, switched = ?
       WHERE name = ?`,
  );
  const insert = database.prepare(
    `INSERT INTO items (key, collection, id, metadata, content, depth, revision, created, updated, sum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertVector = database.prepare(
    'INSERT INTO vectors (item, collection, model, data, sum) VALUES (?, ?, ?, ?, ?)',
  );
  const insertImage = database.prepare('INSERT INTO images VALUES (?, ?, ?, ?)');
  const insertSide = database.prepare('INSERT INTO previews VALUES (?, ?)');
  const insertFile = database.prepare('INSERT INTO files VALUES (?, ?, ?, ?, ?)');

  function put(owner: number, item: MovedItem): void {
    const { key, id, metadata, content, depth, revision, created, updated } = item;
    const sum = itemSum({ ...item, collection: owner });
    insert.run(key, owner, id, metadata, content, depth, revision, created, updated, sum);
    for (const { model, data } of item.vectors)
      insertVector.run(
        ...[key, owner, model, data],
        vectorSum({ item: key, collection: owner, model, data }),
      );
    if (item.image !== null) {
      const { type, side, data } = item.image;
      insertImage.run(key, type, data, imageSum({ item: key, type, data }));
      if (side !== null) insertSide.run(key, side);
    }
    if (item.file !== null) {
      const { folder: followed, stamp, metadata: told } = item.file;
      insertFile.run(key, owner, followed, stamp, told);
    }
  }

  return {
    async lastKey(name) {
      if (!collections.list().some((one) => one.name === name)) return 0;
      return (lastKey.get(collections.keyOf(name))?.key as number | null) ?? 0;
    },
    async putCollection({ name, created, keep, model, next, previous, switched }: MovedCollection) {
      collections.put(name, { keep });
      setCollection.run(created, keep, model, next, previous, switched, name);
    },
    async putItems(name, items) {
      database.exec('BEGIN');
      const owner = collections.keyOf(name);
      for (const item of items) put(owner, item);
      database.exec('COMMIT');
    },
    read: async () => sourceOver(database, () => {}),
    async finish({ serving, models }) {
      for (const [digest, name] of models) modelNamesOf(database).name({ digest, name });
      notesOf(database).put('serving', serving);
      database.exec("DELETE FROM properties WHERE name = 'migration'");
      close();
      // What was made meanwhile is not replaced.
      if (statSync(folder, { throwIfNoEntry: false }) !== undefined)
        throw new MigrationTargetError(`The folder ${folder}`);
      renameSync(partial, folder);
    },
    close: async () => close(),
  };
}
