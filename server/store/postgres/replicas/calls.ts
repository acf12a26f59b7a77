import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Call, Calls } from '../../contract/replicas.ts';
import type { Rows } from '../Rows.ts';

/** Between two looks for an answer, in milliseconds. */
const lookMs = 100;

/** @param own the id of this server */
export const callsOf = (rows: Rows, own: string): Calls => ({
  async ask(member, method, argument, ms) {
    const [made] = await rows.rows<{ key: number }>(
      `INSERT INTO calls (member, method, argument)
         SELECT $1::uuid, $2, $3::json
           WHERE $1::uuid IS NULL OR EXISTS (SELECT 1 FROM members WHERE id = $1::uuid)
         RETURNING key`,
      [member, method, JSON.stringify(argument)],
    );
    if (made === undefined) return null;
    const deadline = performance.now() + ms;
    try {
      while (performance.now() < deadline) {
        await sleep(lookMs);
        const [found] = await rows.rows<{ answer: Answer | null }>(
          'SELECT answer FROM calls WHERE key = $1',
          [made.key],
        );
        // It went with the server that was asked.
        if (found === undefined) return null;
        if (found.answer !== null) return found.answer;
      }
      return null;
    } finally {
      await rows.rows('DELETE FROM calls WHERE key = $1', [made.key]).catch(() => {});
    }
  },

  take: (leads) =>
    rows.rows<Call>(
      `UPDATE calls SET taken = $1 WHERE key IN (
         SELECT key FROM calls WHERE taken IS NULL AND answer IS NULL
           AND (member = $1 OR ($2 AND member IS NULL)) ORDER BY key FOR UPDATE SKIP LOCKED)
         RETURNING key, method, argument`,
      [own, leads],
    ),

  async answer({ key }, answer) {
    await rows.rows('UPDATE calls SET answer = $2 WHERE key = $1', [key, JSON.stringify(answer)]);
  },

  async leave({ key }) {
    await rows.rows('UPDATE calls SET taken = NULL WHERE key = $1', [key]);
  },
});
