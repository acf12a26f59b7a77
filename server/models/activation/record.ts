import { z } from 'zod';
import type { Store } from '../../store/contract/Store.ts';

export const onMissings = ['refuse', 'drop-from-search'] as const;
export type OnMissing = (typeof onMissings)[number];

const recordSchema = z.object({
  id: z.string(),
  created: z.string(),
  /** The digest, and name/version. */
  model: z.string(),
  name: z.string(),
  /** Rolled back to, rather than tried for the first time: it has proved itself. */
  isRollback: z.boolean(),
  /** Those that were asked for; null: all. */
  collections: z.array(z.string()).nullable(),
  onMissing: z.enum(onMissings),
  /** Field of the metadata that tells the classes of pictures. */
  label: z.string().nullable(),
  force: z.boolean(),
  /** Whether new collections have it too, from then on. */
  serve: z.boolean(),
  /** Whether it has been compared, or need not be; and why it was refused, where it was forced. */
  isJudged: z.boolean(),
  forced: z.array(z.string()),
  /** Collections in which it has been begun. */
  begun: z.array(z.string()),
  /** Those of them that had its vectors before, kept for a way back; an earlier version noted none. */
  kept: z.array(z.string()).default([]),
  paused: z.boolean(),
  /** Being undone. */
  cancelled: z.boolean(),
});

/** What is to be done for an activation, wherever it is broken off. */
export type ActivationRecord = z.output<typeof recordSchema>;

/** The one that was under way when the store was closed. */
export async function readRecord(store: Store): Promise<ActivationRecord | null> {
  const text = await store.getNote('activation');
  return text === null ? null : recordSchema.parse(JSON.parse(text));
}

export const writeRecord = (store: Store, record: ActivationRecord | null): Promise<void> =>
  store.putNote('activation', record && JSON.stringify(record));
