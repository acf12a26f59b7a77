import { losses } from '../loss/create.ts';
import { optimizers } from '../optim/create.ts';
import { type Config, type ConfigKey, defaultOf } from './schema.ts';

type Choosing = 'loss' | 'optimizer';
type Choices = Readonly<Record<string, { readonly settings: readonly ConfigKey[] }>>;

/** What there is to choose from, with the settings that are of each alone or of some. */
const choices: Readonly<Record<Choosing, Choices>> = { loss: losses, optimizer: optimizers };

/** A setting that does nothing beside what is chosen. */
export interface Foreign {
  readonly setting: ConfigKey;
  /** The setting that chooses, and what it would have to name: one of these. */
  readonly by: Choosing;
  readonly owners: readonly string[];
}

/** The settings of other losses and optimisers than those that are chosen. */
export function foreignSettings(
  chosen: Readonly<Partial<Record<Choosing, unknown>>>,
): readonly Foreign[] {
  return (Object.keys(choices) as Choosing[]).flatMap((by) => {
    const records = Object.entries(choices[by]);
    const ownersOf = (setting: ConfigKey) =>
      records.flatMap(([name, { settings }]) => (settings.includes(setting) ? [name] : []));
    return [...new Set(records.flatMap(([, { settings }]) => settings))]
      .map((setting) => ({ setting, by, owners: ownersOf(setting) }))
      .filter(({ owners }) => !owners.includes(String(chosen[by] ?? defaultOf(by))));
  });
}

/** Weight of mixed pictures in the loss, in lambdas: none where the loss is not one that has them. */
export const mixOf = ({ loss, mix }: Pick<Config, 'loss' | 'mix'>): number =>
  foreignSettings({ loss }).some(({ setting }) => setting === 'mix') ? 0 : mix;
