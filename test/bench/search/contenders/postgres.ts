import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '../../../../server/limits.ts';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { benchSchema } from '../../peers/postgres.ts';
import type { Contender } from '../contender.ts';
import { overHttp } from '../overHttp.ts';
import { collection, model, putRows, searchRows } from './store.ts';

/** Between two looks whether there is a graph, in milliseconds. */
const lookMs = 500;

/** This project's store over PostgreSQL with pgvector. @param database of this machine */
export async function postgres(database: string): Promise<Contender> {
  const schema = await benchSchema(database);
  const store = await openPostgres({
    url: schema.url,
    exactLimit: limits.exactSearch,
    onIndex() {},
  });
  return {
    knob: 'ef',
    settings: [undefined, 40, 64, 100, 160, 250, 400, 640, 1000],
    databasePid: schema.pid,
    async build(vectors, dimensions) {
      await putRows(store, vectors, dimensions);
      while (!(await store.isIndexed(collection, model))) await sleep(lookMs);
    },
    search: (vector, k, ef) => searchRows(store, vector, k, ef),
    async finish(queries, seconds) {
      const http = await overHttp(store, model, queries, seconds);
      const [size] = await schema.ask<{ table: string; graph: string }>(
        `SELECT pg_table_size('vectors') / 1048576.0 AS table,
           pg_relation_size(indexname::regclass) / 1048576.0 AS graph
         FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'vectors_near%'`,
      );
      return { ...http, tableMiB: Number(size?.table), graphMiB: Number(size?.graph) };
    },
    async close() {
      await store.close();
      await schema.drop();
    },
  };
}
