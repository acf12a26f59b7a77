import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { procFile } from '../../processes.ts';

/** A schema of a database on this machine, for as long as a benchmark takes. */
export interface BenchSchema {
  /** Names the schema, too. */
  readonly url: string;
  /** The process that all others of the database are below. */
  readonly pid: number;
  ask<Row extends object>(text: string): Promise<Row[]>;
  drop(): Promise<void>;
}

const missing = `there is no database: name one of this machine, --database postgres://..., or make one: eval "$(.ci/postgres start /tmp/postgres -c fsync=on)"`;

/** @throws {Error} where none is named, or it is on another machine: its processes could not be seen */
export async function benchSchema(database: string | undefined): Promise<BenchSchema> {
  if (database === undefined) throw new Error(missing);
  const client = new Client({ connectionString: database });
  await client.connect();
  const pid = parentOf(await own(client));
  if (!procFile(`${pid}/cmdline`).includes('postgres')) {
    await client.end();
    throw new Error(`the processes of ${client.host} cannot be seen here: ${missing}`);
  }
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  await client.query(`CREATE SCHEMA ${name}; SET search_path = ${name}, public`);
  const url = new URL(database);
  url.searchParams.set('options', `-c search_path=${name},public`);
  return {
    url: url.href,
    pid,
    ask: async <Row extends object>(text: string) => (await client.query<Row>(text)).rows,
    async drop() {
      await client.query(`DROP SCHEMA ${name} CASCADE`);
      await client.end();
    },
  };
}

async function own(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]!.pid;
}

const parentOf = (pid: number) => Number(/PPid:\s+(\d+)/.exec(procFile(`${pid}/status`))?.[1]);
