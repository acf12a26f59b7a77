import type { ModelCard } from '@selfsame/models';
import { type ConfigKey, configSchema, type Settings } from './schema.ts';
import { lookOf } from './shown.ts';

/** What the weights of encoder and projector fit. */
const ofNetwork = ['encoder', 'projectorWidth', 'projectorDepth'] as const;
/** At what scale the network has seen pictures: they go together. */
const ofSides = ['size', 'source', 'inputSize'] as const;

/**
 * The settings that a run which starts from a bundle has of it, where it is not told others: its
 * network, the sides of pictures and the way that they are shown; not how it was trained.
 * @param chosen those that it is told; where the size is among them, all sides are left to it
 */
export function bundleSettings(
  { training, imported, input }: ModelCard,
  chosen: Readonly<Record<string, unknown>>,
): Partial<Settings> {
  // Of one that was imported: those of a PyTorch checkpoint, whose network is the trainer's.
  const config = training?.config ?? imported?.settings ?? {};
  const keys: ConfigKey[] = 'size' in chosen ? [...ofNetwork] : [...ofNetwork, ...ofSides];
  // An encoder from elsewhere may call other things by these names.
  const usable = keys.filter((key) => {
    const value = config[key];
    const isMissing = value === undefined || key in chosen;
    return !isMissing && configSchema.shape[key].safeParse(value).success;
  });
  const shown = Object.entries(lookOf(input)).filter(([key]) => !(key in chosen));
  return Object.fromEntries([...usable.map((key) => [key, config[key]]), ...shown]);
}
