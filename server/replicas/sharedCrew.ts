import { setTimeout as sleep } from 'node:timers/promises';
import { modelName } from '@selfsame/models';
import { ReplicaLacksModelError } from '../errors/activation.ts';
import type { Crew } from '../models/activation/Crew.ts';
import type { Lead, Membership } from '../store/contract/replicas.ts';
import { fromTold } from './told.ts';

/** Between two looks, in milliseconds. */
const lookMs = 200;
/** How long a server has that says it cannot load a model: the bundle may just have been put there. */
const lackMs = 5000;

/** The servers over one database, as the one that leads has them work. */
export const sharedCrew = (membership: Membership, lead: Lead): Crew => ({
  async allHave({ digest, bundle }, signal) {
    for (const since = new Map<string, number>(); ; ) {
      const members = await membership.members();
      const without = members.filter(({ loaded }) => !loaded.includes(digest));
      if (without.length === 0) return;
      for (const { name, failed } of without) {
        const why = failed[digest];
        if (why === undefined) continue;
        const first = since.get(name) ?? performance.now();
        since.set(name, first);
        if (performance.now() - first > lackMs)
          throw new ReplicaLacksModelError(name, modelName(bundle.card), why.message);
      }
      await sleep(lookMs, undefined, { signal });
    }
  },

  async fill({ collections, encoder, signal, onDone }) {
    const { store } = lead;
    const made = async () => {
      const all = await store.listCollections();
      const those = all.filter(({ name }) => collections.includes(name));
      return those.reduce((sum, { vectors }) => sum + (vectors[encoder.digest] ?? 0), 0);
    };
    let before = await made();
    await lead.deal(collections, encoder.digest);
    try {
      for (;;) {
        const { left, unmade, error } = await membership.pieces.left();
        const now = await made();
        onDone(now - before);
        before = now;
        if (error !== null) throw fromTold(error);
        if (left === 0) return [...unmade];
        await sleep(lookMs, undefined, { signal });
      }
    } finally {
      // Whoever leads next deals anew.
      await lead.clear().catch(() => {});
    }
  },
});
