import { type Bundle, modelDigest, modelName } from '@selfsame/models';
import type { Encoders } from '../../embed/Encoders.ts';
import { BundleUnusableError } from '../../errors/activation.ts';
import { UnknownModelError } from '../../errors/service.ts';
import type { Registry } from '../Registry.ts';

/** Where bundles are found: among what is loaded, and in the folders of models. */
interface Places {
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

/** The bundle of a digest, if it is still there and sound. */
export function bundleOf(digest: string, { registry, encoders }: Places): Bundle | undefined {
  const loaded = encoders.ofDigest(digest)?.bundle;
  if (loaded !== undefined) return loaded;
  const found = registry
    .list()
    .find(({ bundle, state }) => state === 'available' && modelDigest(bundle!.card) === digest);
  return found?.bundle ?? undefined;
}
