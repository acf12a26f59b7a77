import { modelDigest } from '@selfsame/models';
import type { Logger } from 'pino';
import type { Encoders } from '../../embed/Encoders.ts';
import { NothingToCompareError } from '../../errors/activation.ts';
import { ModelMissingError } from '../../errors/service.ts';
import type { Store } from '../../store/contract/Store.ts';
import { Task } from '../../tasks/Task.ts';
import { Tasks } from '../../tasks/Tasks.ts';
import { usableBundle } from '../activation/bundles.ts';
import { type CollectionModels, modelOf } from '../CollectionModels.ts';
import { compareOnKept, type Judged } from '../compare/compareOnKept.ts';
import type { Registry } from '../Registry.ts';

export const comparisonStages = ['loading', 'comparing'] as const;
export type ComparisonTask = Task<
  (typeof comparisonStages)[number],
  { readonly model: string; readonly beside: string },
  Judged
>;

export interface ComparisonsOptions {
  readonly store: Store;
  readonly encoders: Encoders;
  readonly registry: Registry;
  readonly models: CollectionModels;
  readonly log: Logger;
  /** How many kept pictures may be in work now. */
  readonly width: () => number;
}

/** Comparisons of models with those that collections are searched by, which change nothing. */
export class Comparisons {
  readonly #options: ComparisonsOptions;
  readonly tasks: Tasks<ComparisonTask>;

  constructor(options: ComparisonsOptions) {
    this.#options = options;
    this.tasks = new Tasks('comparisons', options.log);
  }

  /**
   * @param name name/version
   * @param asked the collections to compare on; all if left out
   * @param label field of the metadata that is a picture's class
   * @throws {UnknownModelError} {@link BundleUnusableError} {@link UnknownCollectionError}
   * @throws {NothingToCompareError} {@link ModelMissingError} {@link QueueFullError}
   */
  async start(
    name: string,
    asked: readonly string[] | undefined,
    label: string | null,
  ): Promise<ComparisonTask> {
    const { store, encoders, models } = this.#options;
    const bundle = usableBundle(name, this.#options);
    const digest = modelDigest(bundle.card);
    for (const one of asked ?? []) await store.getCollection(one);
    const collections = (await store.listCollections())
      .filter((one) => asked?.includes(one.name) ?? true)
      .filter((one) => modelOf(one) !== null && one.model !== digest)
      .toSorted((a, b) => b.items - a.items);
    const [largest] = collections;
    if (largest === undefined) throw new NothingToCompareError(name);
    const beside = models.nameOf(largest.model!);
    const missing = () => new ModelMissingError(largest.name, beside, largest.model!);
    if (encoders.ofDigest(largest.model!) === undefined) throw missing();
    const task: ComparisonTask = new Task({ model: name, beside }, 'loading');
    return this.tasks.start(task, (signal) =>
      encoders.with(bundle, signal, async (candidate) => {
        const options = {
          ...{ collections, candidate, label, signal },
          onBegin: (total: number) => task.begin('comparing', total),
          onProgress: (done: number) => {
            task.done = done;
          },
        };
        const compared = await compareOnKept(options, this.#options);
        if (compared === null) throw missing();
        return compared;
      }),
    );
  }

  close(): Promise<void> {
    return this.tasks.close();
  }
}
