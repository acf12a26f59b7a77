-- A database as the first version wrote it, with two items of which one has a picture.
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

INSERT INTO collections (name, created) VALUES ('tiles', '2026-01-02T03:04:05.678Z');
INSERT INTO items (collection, id, metadata, created, updated) VALUES
  (2, 'red', '{"colour":"red"}', '2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'),
  (2, 'blue', '{}', '2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z');
INSERT INTO vectors (item, collection, model, data) VALUES
  (1, 2, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', x'0000803f00000000'),
  (2, 2, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', x'000000000000803f');
INSERT INTO images VALUES (1, 'image/webp', x'010203');
PRAGMA user_version = 1;
