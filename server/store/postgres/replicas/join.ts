import { randomUUID } from 'node:crypto';
import type { SelfsameError } from '@selfsame/models/light';
import { DatabaseTooNewError } from '../../../errors/start.ts';
import { limits } from '../../../limits.ts';
import type { Loaded, Member, Membership } from '../../contract/replicas.ts';
import type { Store } from '../../contract/Store.ts';
import type { Connections } from '../Connections.ts';
import { isBeyond, isThereSql, type SchemaState } from '../prepare.ts';
import type { Rows } from '../Rows.ts';
import type { Session } from '../Session.ts';
import { steps } from '../schema.ts';
import { boardOf } from './board.ts';
import { callsOf } from './calls.ts';
import { endSilentLead, isFreeSql, lead } from './lead.ts';
import { piecesOf } from './pieces.ts';

/** How often a server says that it is there; see `isThereSql`. */
const beatMs = 1000;

/** Says that this server is there until it leaves, over a connection that nothing else delays. */
export async function join(
  connections: Connections,
  store: Store,
  name: string,
): Promise<Membership> {
  const id = randomUUID();
  let told: Loaded = { loaded: [], failed: {} };
  let problem: SelfsameError | null = null;
  let session: Session | undefined;
  let isLeaving = false;
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> = Promise.resolve();

  async function beat(): Promise<void> {
    if (session === undefined || session.lost.aborted)
      session = await connections.session(limits.databaseConnectMs);
    await say(session, { id, name, ...told });
    const [state] = await session.rows<SchemaState>('SELECT * FROM schema_version');
    const isTooOld = isBeyond(state!);
    problem = isTooOld
      ? new DatabaseTooNewError(connections.place, state!.version, steps.length)
      : null;
  }

  /** One after the other; what the database is lost for, others tell. */
  function next(): Promise<void> {
    beating = beating.catch(() => {}).then(() => (isLeaving ? undefined : beat()));
    return beating;
  }

  function again(): void {
    timer = setTimeout(() => {
      next()
        .catch(() => {})
        .then(() => {
          if (!isLeaving) again();
        });
    }, beatMs).unref();
  }

  await next();
  again();
  return {
    name,
    announce(loaded) {
      told = loaded;
      return next();
    },
    members: () =>
      connections.rows<Member>(
        `SELECT name, loaded, failed FROM members WHERE ${isThereSql} ORDER BY name, id`,
      ),
    problem: () => problem,
    async lead() {
      const [seen] = await connections.rows<{ free: boolean }>(`SELECT ${isFreeSql} AS free`);
      return seen!.free ? lead(connections, store, id, name) : null;
    },
    pieces: piecesOf(connections, id),
    calls: callsOf(connections, id),
    board: boardOf(connections, id, name),
    async leave() {
      if (isLeaving) return;
      isLeaving = true;
      clearTimeout(timer);
      await beating.catch(() => {});
      await session?.rows('DELETE FROM members WHERE id = $1', [id]).catch(() => {});
      session?.end();
    },
  };
}

/** Notes that a server is there, and strikes off those that are not: what they had in work is free. */
async function say(rows: Rows, { id, name, loaded, failed }: Member & { readonly id: string }) {
  await rows.rows(
    `INSERT INTO members (id, name, schema, loaded, failed) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE
         SET seen = clock_timestamp(), loaded = excluded.loaded, failed = excluded.failed`,
    [id, name, steps.length, loaded, JSON.stringify(failed)],
  );
  await rows.rows(`DELETE FROM members WHERE NOT (${isThereSql})`);
  await endSilentLead(rows);
  await rows.rows("DELETE FROM calls WHERE made < clock_timestamp() - interval '10 min'");
  await rows.rows(
    `DELETE FROM jobs WHERE id IN (SELECT id FROM jobs ORDER BY created DESC, id
       OFFSET ${limits.jobsKept})`,
  );
}
