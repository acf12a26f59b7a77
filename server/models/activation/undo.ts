import type { ActivationRecord } from './record.ts';
import type { Means } from './runActivation.ts';

/** Makes collections what they were before an activation was begun. */
export async function undoActivation(
  { begun, model, isRollback }: ActivationRecord,
  { store, models }: Pick<Means, 'store' | 'models'>,
): Promise<void> {
  for (const { name, model: current, previous } of await store.listCollections()) {
    if (!begun.includes(name)) continue;
    if (current !== model || previous === null) await store.endGeneration(name, model);
    else {
      await store.switchModel(name, previous, 'any');
      models.forget(name);
      // What was rolled back to is kept, as it was before.
      if (!isRollback) await store.dropModel(name, model);
    }
  }
}
