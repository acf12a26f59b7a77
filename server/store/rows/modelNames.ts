import type { DatabaseSync } from 'node:sqlite';

export interface ModelName {
  readonly digest: string;
  readonly name: string;
}

/** What models are called whose vectors are or were here. */
export function modelNamesOf(database: DatabaseSync) {
  const put = database.prepare(
    'INSERT INTO models VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
  );
  const all = database.prepare('SELECT digest, name FROM models');
  return {
    name: ({ digest, name }: ModelName): void => void put.run(digest, name),
    list: (): ModelName[] => all.all() as unknown as ModelName[],
  };
}
