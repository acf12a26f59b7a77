import type { DatabaseSync } from 'node:sqlite';
import { DataTooNewError } from '../../errors/start.ts';

/**
 * The steps from each schema version to the next; the database's user_version counts those done.
 * A published step is never changed.
 *
 * A vector's key is never used twice: a changed vector is a new row, so that whatever is derived
 * from the keys (the approximate index) can be wrong only by being old, which can be told.
 */
const steps: readonly string[] = [
  `
  CREATE TABLE properties (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  INSERT INTO properties VALUES ('database', lower(hex(randomblob(16))));

  CREATE TABLE collections (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,
    items INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  INSERT INTO collections (name, created)
    VALUES ('default', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));

  CREATE TABLE items (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
    id TEXT NOT NULL,
    metadata TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    UNIQUE (collection, id)
  ) STRICT;
  CREATE TRIGGER item_added AFTER INSERT ON items BEGIN
    UPDATE collections SET items = items + 1 WHERE key = new.collection;
  END;
  CREATE TRIGGER item_removed AFTER DELETE ON items BEGIN
    UPDATE collections SET items = items - 1 WHERE key = old.collection;
  END;

  CREATE TABLE vectors (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
    collection INTEGER NOT NULL,
    model TEXT NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (item, model)
  ) STRICT;
  CREATE INDEX vectors_by_model ON vectors (collection, model);

  CREATE TABLE counts (
    collection INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
    model TEXT NOT NULL,
    vectors INTEGER NOT NULL,
    PRIMARY KEY (collection, model)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER vector_added AFTER INSERT ON vectors BEGIN
    INSERT INTO counts VALUES (new.collection, new.model, 1)
      ON CONFLICT DO UPDATE SET vectors = vectors + 1;
  END;
  CREATE TRIGGER vector_removed AFTER DELETE ON vectors BEGIN
    UPDATE counts SET vectors = vectors - 1
      WHERE collection = old.collection AND model = old.model;
    DELETE FROM counts
      WHERE collection = old.collection AND model = old.model AND vectors = 0;
  END;

  CREATE TABLE images (
    item INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE,
    type TEXT NOT NULL,
    data BLOB NOT NULL
  ) STRICT;
  `,
  `
  ALTER TABLE collections ADD COLUMN keep TEXT NOT NULL DEFAULT 'preview';
  ALTER TABLE collections ADD COLUMN model TEXT;
  UPDATE collections SET model = (
    SELECT model FROM counts WHERE collection = collections.key ORDER BY vectors DESC LIMIT 1
  );
  ALTER TABLE items ADD COLUMN content TEXT;
  ALTER TABLE items ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
  CREATE INDEX items_by_collection ON items (collection);
  CREATE INDEX items_by_content ON items (collection, content) WHERE content IS NOT NULL;
  `,
  // Rows that are there already get their checksums while the store is open (Guard.ts).
  `
  ALTER TABLE items ADD COLUMN depth TEXT;
  ALTER TABLE items ADD COLUMN sum INTEGER;
  ALTER TABLE vectors ADD COLUMN sum INTEGER;
  ALTER TABLE images ADD COLUMN sum INTEGER;
  `,
  `
  CREATE TABLE files (
    item INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE,
    collection INTEGER NOT NULL,
    folder TEXT NOT NULL,
    stamp TEXT NOT NULL,
    metadata TEXT NOT NULL
  ) STRICT;
  CREATE INDEX files_by_folder ON files (collection, folder, item);

  CREATE TABLE models (digest TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
  `,
  `
  ALTER TABLE collections ADD COLUMN next TEXT;
  ALTER TABLE collections ADD COLUMN previous TEXT;
  ALTER TABLE collections ADD COLUMN switched TEXT;

  CREATE TABLE dropping (
    collection INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
    model TEXT NOT NULL,
    PRIMARY KEY (collection, model)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE previews (
    item INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE,
    side INTEGER NOT NULL
  ) STRICT;
  `,
];

const versionOf = (database: DatabaseSync) =>
  database.prepare('PRAGMA user_version').get()!.user_version as number;

/** Brings the database to the newest schema, all in one transaction. */
export function migrate(database: DatabaseSync, file: string): void {
  // On a full disk a database that needs no step is opened all the same.
  if (versionOf(database) === steps.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = versionOf(database);
    if (version > steps.length) throw new DataTooNewError(file, version, steps.length);
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${steps.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
