import { modelDigest, modelName, type SelfsameError } from '@selfsame/models';
import type { Logger } from 'pino';
import type { Encoders } from '../../embed/Encoders.ts';
import { ActivationBusyError, ReplicaLacksModelError } from '../../errors/activation.ts';
import { ThreadStoppedError } from '../../errors/service.ts';
import type { Registry } from '../Registry.ts';
import type { Activation } from './Activation.ts';
import type { Activations } from './Activations.ts';

/** Until one is tried again that another server had not got yet, in milliseconds. */
const againMs = 30_000;

const isLacked = ({ error }: Activation) => ReplicaLacksModelError.is(error);

/**
 * Activates the newest version of the model that serves, each once; what it is refused for is logged.
 * One that comes while another is taken into use has its turn after that, and one that is put into the
 * folders of several servers one after the other once all have it.
 */
export function latestFollower(
  registry: Registry,
  encoders: Encoders,
  activations: Activations,
  log: Logger,
): () => Promise<void> {
  const tried = new Set<string>();
  return async function follow() {
    const { card } = encoders.serving.bundle;
    const newest = registry
      .list()
      .flatMap(({ bundle, state }) => (bundle !== null && state === 'available' ? [bundle] : []))
      .filter((bundle) => bundle.card.name === card.name)
      .toSorted((a, b) => a.card.created.localeCompare(b.card.created))
      .at(-1);
    if (newest === undefined || newest.card.created <= card.created) return;
    const digest = modelDigest(newest.card);
    const isKnown = activations.list().some((one) => one.record.model === digest && !isLacked(one));
    if (tried.has(digest) || isKnown) return;
    tried.add(digest);
    const model = modelName(newest.card);
    try {
      const begun = await activations.activate(model, { onMissing: 'refuse', force: false });
      activations.onceEnded(() => {
        if (!isLacked(begun)) return;
        tried.delete(digest);
        setTimeout(() => void follow(), againMs).unref();
      });
    } catch (error) {
      if (ActivationBusyError.is(error)) {
        tried.delete(digest);
        return activations.onceEnded(() => void follow());
      }
      // Another server leads, or none does any more.
      if (ThreadStoppedError.is(error)) return;
      const { code, message: reason } = error as SelfsameError;
      log.error({ model, code, reason }, 'newest model not activated');
    }
  };
}
