import { type Bundle, modelDigest, modelName } from '@selfsame/models';
import type { Encoders } from '../../embed/Encoders.ts';
import { BundleUnusableError } from '../../errors/activation.ts';
import { UnknownModelError } from '../../errors/service.ts';
import type { Registry } from '../Registry.ts';

/** Where bundles are found: among what is loaded, and in the folders of models. */
export interface Places {
  readonly registry: Registry;
  readonly encoders: Encoders;
}

/**
 * The bundle of a name/version, which can be taken into use.
 * @throws {UnknownModelError} {@link BundleUnusableError}
 */
export function usableBundle(name: string, { registry, encoders }: Places): Bundle {
  const loaded = encoders.loaded.find(({ bundle }) => modelName(bundle.card) === name);
  if (loaded !== undefined) return loaded.bundle;
  const found = registry.list().filter((one) => one.name === name);
  const good = found.find(({ state }) => state === 'available');
  if (good?.bundle) return good.bundle;
  const [first] = found;
  if (first !== undefined) throw new BundleUnusableError(name, first.state, first.error);
  throw new UnknownModelError(
    name,
    registry.list().map((one) => one.name),
  );
}

/** The bundle that an activation takes into use, if it is still there and sound. */
export function bundleOf(
  { model, name }: { readonly model: string; readonly name: string },
  { registry, encoders }: Places,
): Bundle | undefined {
  const loaded = encoders.ofDigest(model)?.bundle;
  if (loaded !== undefined) return loaded;
  const those = registry
    .list()
    .filter(({ bundle, state }) => state === 'available' && modelDigest(bundle!.card) === model);
  // A copy under another name makes the same vectors.
  const found = those.find((one) => one.name === name) ?? those[0];
  return found?.bundle ?? undefined;
}
