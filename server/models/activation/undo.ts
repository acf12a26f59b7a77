import { unlessGone } from '../unlessGone.ts';
import type { ActivationRecord } from './record.ts';
import type { Means } from './runActivation.ts';

/** Has collections searched by what they were searched by before an activation was begun. */
export async function undoActivation(
  { begun, model, kept }: ActivationRecord,
  { store, models }: Pick<Means, 'store' | 'models'>,
): Promise<void> {
  for (const { name, model: current, previous } of await store.listCollections()) {
    if (!begun.includes(name)) continue;
    const goBack = async (to: string) => {
      await store.switchModel(name, to, 'any');
      models.forget(name);
      if (!kept.includes(name)) await store.dropModel(name, model);
    };
    const isThere = current === model && previous !== null;
    await unlessGone(isThere ? goBack(previous) : store.endGeneration(name, model));
  }
}
