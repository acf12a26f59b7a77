import type { Store } from '../contract/Store.ts';
import type { ModelsInUse } from '../rows/modelsInUse.ts';

/** What a database says of the models that it is searched by. */
export async function modelsInDatabase(store: Store): Promise<ModelsInUse> {
  const vectors = new Map<string, number>();
  for (const { model, vectors: counts } of await store.listCollections()) {
    const count = model === null ? 0 : (counts[model] ?? 0);
    if (count > 0) vectors.set(model!, (vectors.get(model!) ?? 0) + count);
  }
  const serving = await store.getNote('serving');
  const names = await store.modelNames();
  return { serving, servingName: (serving !== null && names.get(serving)) || null, vectors };
}
