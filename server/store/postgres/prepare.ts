import {
  DatabaseBusyError,
  DatabaseForeignError,
  DatabaseTooNewError,
  DatabaseUnsuitableError,
  MigrationUnfinishedError,
  VectorExtensionError,
} from '../../errors/start.ts';
import { limits } from '../../limits.ts';
import type { Connections } from './Connections.ts';
import type { Rows } from './Rows.ts';
import { steps } from './schema.ts';

/** What a database says of its schema; the first version said nothing of who may go on. */
export interface SchemaState {
  readonly version: number;
  readonly compatible?: number;
}

/** Whether this server knows too little for a schema. */
export const isBeyond = ({ version, compatible = version }: SchemaState): boolean =>
  compatible > steps.length;

/** The version from which servers say that they are there. */
const membersSince = 2;
/** Whether a member has said so lately: it does each second. */
export const isThereSql = "seen > clock_timestamp() - interval '10 s'";

/** The first that goes on with a filtered search until it has found enough. */
const leastVector = '0.8.0';
const leastServer = 150_000;
/** A number that no other program's advisory lock is likely to have: "self" in ASCII. */
export const lockClass = 0x73656c66;

/**
 * Checks that a database can hold an index, and brings it to the newest schema: one process at a time,
 * all in one transaction.
 * @param unfinished whether it may be one to which an index is being moved
 * @param known the steps that this server knows
 */
export async function prepareDatabase(
  connections: Connections,
  { unfinished = false, known = steps } = {},
): Promise<void> {
  const { place } = connections;
  const [server] = await connections.rows<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version,
       current_setting('server_encoding') AS encoding`,
  );
  const { version, encoding } = server!;
  if (version < leastServer)
    throw new DatabaseUnsuitableError(place, `it is of PostgreSQL ${Math.trunc(version / 10_000)}`);
  if (encoding !== 'UTF8') throw new DatabaseUnsuitableError(place, `its encoding is ${encoding}`);
  await requireVectors(connections);
  await connections.transaction((rows) => migrate(rows, place, known), {
    ms: limits.startMs,
    signal: new AbortController().signal,
  });
  const moving = await connections.rows("SELECT 1 FROM properties WHERE name = 'migration'");
  if (moving.length > 0 && !unfinished) throw new MigrationUnfinishedError(place);
}

async function requireVectors(connections: Connections): Promise<void> {
  const installed = () =>
    connections.rows<{ version: string }>(
      "SELECT extversion AS version FROM pg_extension WHERE extname = 'vector'",
    );
  let [found] = await installed();
  if (found === undefined) {
    // A role that may not leaves it to one that may.
    await connections.rows('CREATE EXTENSION IF NOT EXISTS vector').catch(() => {});
    [found] = await installed();
  }
  const version = found?.version ?? null;
  if (version === null || version.localeCompare(leastVector, 'en', { numeric: true }) < 0)
    throw new VectorExtensionError(connections.place, version, leastVector);
}

async function migrate(rows: Rows, place: string, known: typeof steps): Promise<void> {
  await rows.rows('SELECT pg_advisory_xact_lock($1, 0)', [lockClass]);
  const tables = await rows.rows<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()
       AND tablename IN ('schema_version', 'items', 'collections', 'vectors')`,
  );
  const names = tables.map(({ name }) => name);
  if (names.length > 0 && !names.includes('schema_version'))
    throw new DatabaseForeignError(place, names[0]!);
  if (names.length === 0) {
    await rows.rows('CREATE TABLE schema_version (version integer NOT NULL)');
    await rows.rows('INSERT INTO schema_version VALUES (0)');
  }
  // Whatever columns it has.
  const [found] = await rows.rows<SchemaState>('SELECT * FROM schema_version');
  const { version } = found!;
  if (isBeyond(found!)) throw new DatabaseTooNewError(place, version, known.length);
  const toGo = known.slice(version);
  if (toGo.length === 0) return;
  const compatible = Math.max(...toGo.map((step) => step.compatible));
  await refuseOlder(rows, place, version, compatible);
  for (const { sql } of toGo) await rows.rows(sql);
  await rows.rows('UPDATE schema_version SET version = $1, compatible = $2', [
    known.length,
    compatible,
  ]);
}

/** @throws {DatabaseBusyError} where servers are at work that could not go on by the new schema */
async function refuseOlder(rows: Rows, place: string, version: number, compatible: number) {
  if (version < membersSince) return;
  const older = await rows.rows<{ name: string }>(
    `SELECT name FROM members WHERE schema < $1 AND ${isThereSql} ORDER BY name`,
    [compatible],
  );
  if (older.length > 0)
    throw new DatabaseBusyError(
      place,
      older.map(({ name }) => name),
    );
}
