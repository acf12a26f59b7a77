import type { Contender } from '../contender.ts';
import { importFrom } from '../packages.ts';

interface Database {
  exec(sql: string): Promise<unknown>;
  query<Row>(sql: string, values: unknown[]): Promise<{ rows: Row[] }>;
  close(): Promise<void>;
}
interface Package {
  PGlite: { create(options: object): Promise<Database> };
}

const rowsAtOnce = 200;
const text = (vector: Float32Array) => `[${vector.join(',')}]`;

/** PostgreSQL in WebAssembly, in memory, with pgvector's HNSW of the same parameters as ours. */
export async function pglite(packages: string): Promise<Contender> {
  const { PGlite } = await importFrom<Package>(packages, '@electric-sql/pglite');
  const { vector } = await importFrom<{ vector: object }>(
    packages,
    '@electric-sql/pglite-pgvector',
  );
  const database = await PGlite.create({ extensions: { vector } });
  let ef: number | undefined;
  return {
    knob: 'ef',
    settings: [40, 64, 128, 256, 512],
    async build(vectors, dimensions) {
      await database.exec(`CREATE EXTENSION vector; SET maintenance_work_mem = '1GB';
        CREATE TABLE items (id int, vector vector(${dimensions}))`);
      const count = vectors.length / dimensions;
      for (let from = 0; from < count; from += rowsAtOnce) {
        const rows = Array.from({ length: Math.min(rowsAtOnce, count - from) }, (_, i) => {
          const at = (from + i) * dimensions;
          return `(${from + i}, '${text(vectors.subarray(at, at + dimensions))}')`;
        });
        await database.exec(`INSERT INTO items VALUES ${rows.join(',')}`);
      }
      await database.exec(
        `CREATE INDEX ON items USING hnsw (vector vector_cosine_ops)
           WITH (m = 16, ef_construction = 128)`,
      );
    },
    async search(query, k, setting) {
      if (setting !== ef) await database.exec(`SET hnsw.ef_search = ${setting}`);
      ef = setting;
      const { rows } = await database.query<{ id: number }>(
        `SELECT id FROM items ORDER BY vector <=> $1 LIMIT ${k}`,
        [text(query)],
      );
      return rows.map(({ id }) => id);
    },
    close: () => database.close(),
  };
}
