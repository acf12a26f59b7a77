import { modelDigest } from '@selfsame/models';
import type { Store } from '../../store/contract/Store.ts';
import type { Lacking } from '../../store/contract/vectors.ts';
import { type Places, usableBundle } from './bundles.ts';
import type { ActivationRecord } from './record.ts';
import { targetsOf } from './runActivation.ts';

/** What each collection would lack by a model. @throws {UnknownModelError} {@link BundleUnusableError} */
export async function missingBy(
  name: string,
  means: Places & { readonly store: Store },
): Promise<{ collection: string; lacking: Lacking }[]> {
  const bundle = usableBundle(name, means);
  const record = { collections: null } as ActivationRecord;
  const target = { digest: modelDigest(bundle.card), bundle };
  const targets = await targetsOf({ record, untouched: [] }, target, means.store);
  return targets.map(({ record: { name: collection }, lacking }) => ({ collection, lacking }));
}
