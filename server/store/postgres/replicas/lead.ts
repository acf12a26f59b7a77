import { limits } from '../../../limits.ts';
import type { Lead } from '../../contract/replicas.ts';
import type { Store } from '../../contract/Store.ts';
import type { Connections } from '../Connections.ts';
import { sweepGeneration } from '../dropped.ts';
import { beginDrop, beginGeneration, endGeneration, switchModel } from '../generations.ts';
import { putNote } from '../notes.ts';
import { lockClass } from '../prepare.ts';
import type { Rows } from '../Rows.ts';
import { publish } from './board.ts';
import { deal } from './pieces.ts';

/** One for each index: several may share a database, each in a schema of its own. */
const lock = `(${lockClass}::bigint << 32) | 'properties'::regclass::oid::bigint`;

/**
 * Whoever has the lock leads. It is the session's: it is free once its server or its connection is gone,
 * and what is done over that session is done by the one that leads.
 * @param member the id of this server @param name what it is called
 */
export async function lead(
  connections: Connections,
  store: Store,
  member: string,
  name: string,
): Promise<Lead | null> {
  // What is asked of the database by whoever leads may take as long as any statement.
  const session = await connections.session(limits.databaseMs + limits.databaseConnectMs);
  // Before it has the lock: who has it and says nothing is ended.
  await session.rows('UPDATE members SET leads = pg_backend_pid() WHERE id = $1', [member]);
  const [taken] = await session.rows<{ mine: boolean }>(
    `SELECT pg_try_advisory_lock(${lock}) AS mine`,
  );
  if (!taken!.mine) {
    session.end();
    return null;
  }
  return {
    store: {
      ...store,
      putNote: (name, text) => putNote(session, name, text),
      beginGeneration: (collection, model) =>
        session.transaction((rows) => beginGeneration(rows, collection, model)),
      switchModel: (collection, model, mayLack) =>
        session.transaction((rows) => switchModel(rows, collection, model, mayLack)),
      async endGeneration(collection, model) {
        const key = await session.transaction((rows) => endGeneration(rows, collection, model));
        if (key !== null) await sweepGeneration(connections, key);
      },
      async dropModel(collection, model) {
        const goes = await session.transaction((rows) => beginDrop(rows, collection, model));
        if (goes !== null) await sweepGeneration(connections, goes.key);
        return goes?.vectors ?? 0;
      },
    },
    lost: session.lost,
    deal: (collections, model) => session.transaction((rows) => deal(rows, collections, model)),
    async clear() {
      await session.rows('DELETE FROM pieces');
    },
    publish: (jobs) => session.transaction((rows) => publish(rows, jobs, member, name)),
    async end() {
      if (!session.lost.aborted)
        await session.rows(`SELECT pg_advisory_unlock(${lock})`).catch(() => {});
      session.end();
    },
  };
}

/** Whoever has the lock, as `pg_locks` tells. */
const holders = `FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND (classid::bigint << 32) | objid::bigint = ${lock}`;

/** Whether nobody leads, as far as can be seen without trying. */
export const isFreeSql = `NOT EXISTS (SELECT 1 ${holders})`;

/** Ends the connection of one that leads and has not said for long that it is there: it may hang. */
export const endSilentLead = (rows: Rows) =>
  rows.rows(
    `SELECT pg_terminate_backend(pid) ${holders} AND granted
       AND NOT EXISTS (SELECT 1 FROM members WHERE leads = pid)`,
  );
