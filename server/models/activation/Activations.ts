import { type Bundle, modelDigest, modelName, SelfsameError } from '@selfsame/models';
import { v7 as uuid } from 'uuid';
import {
  ActivationBusyError,
  ActivationStalledError,
  JobNotPausableError,
  NoPreviousError,
  PreviousDifferError,
} from '../../errors/activation.ts';
import { Activation } from './Activation.ts';
import { bundleOf, usableBundle } from './bundles.ts';
import { KeptVectors, type KeptVectorsOptions } from './KeptVectors.ts';
import { type ActivationRecord, type OnMissing, readRecord, writeRecord } from './record.ts';
import { type Means, note, refuseLacking, runActivation, targetsOf } from './runActivation.ts';
import { Turns } from './Turns.ts';
import { undoActivation } from './undo.ts';

export interface ActivationsOptions extends Means, KeptVectorsOptions {}

/** What an activation is asked for. */
export interface Asked {
  /** Those that are to follow; all if left out. */
  readonly collections?: readonly string[] | undefined;
  readonly onMissing: OnMissing;
}

/** Activations that are remembered once they have ended, and those of them with their pictures. */
const [remembered, illustrated] = [20, 2];

type How = Pick<ActivationRecord, 'label' | 'force' | 'isRollback'> & { readonly serve?: boolean };

/**
 * Taking models into use, one at a time, back again, and letting go of what is kept for that. What
 * changes which one is under way takes turns, so that it is still so when it is acted upon.
 */
export class Activations {
  readonly #options: ActivationsOptions;
  #all: Activation[] = [];
  /** That of the one that has not ended. */
  #running: { readonly stop: AbortController; readonly end: Promise<void> } | null = null;
  /** Those that wait until none is under way. */
  #waiting: (() => void)[] = [];
  readonly #turns = new Turns();
  readonly #kept: KeptVectors;

  private constructor(options: ActivationsOptions) {
    this.#options = options;
    this.#kept = new KeptVectors(options, this.#turns, () => this.current);
  }

  /** Goes on with what was under way when the store was closed. */
  static async start(options: ActivationsOptions): Promise<Activations> {
    const activations = new Activations(options);
    const record = await readRecord(options.store);
    if (record !== null) await activations.#goOn(new Activation(record));
    void activations.#kept.dropOld();
    return activations;
  }

  /** Newest last. */
  list(): readonly Activation[] {
    return this.#all;
  }

  find(id: string): Activation | undefined {
    return this.#all.find(({ record }) => record.id === id);
  }

  /** The one that has not come to its end. */
  get current(): Activation | undefined {
    return this.#all.find(({ isHeld }) => isHeld);
  }

  /**
   * Begins to take a model into use, or goes on with it where it is paused or has failed; one that is
   * under way for those collections goes on as it is.
   * @param name name/version
   * @throws {UnknownModelError} {@link BundleUnusableError} {@link ActivationBusyError}
   * @throws {ItemsLackingError} before anything is done
   */
  activate(
    name: string,
    asked: Asked & { readonly force: boolean; readonly label?: string | undefined },
  ): Promise<Activation> {
    const { label = null, force } = asked;
    const how = { label, force, isRollback: false };
    return this.#turns.take(() => this.#begin(usableBundle(name, this.#options), asked, how));
  }

  /**
   * Lets the collections that are searched by a model go back to the one before, whose vectors they have.
   * @throws {NoPreviousError} also of a single one of those asked for; {@link PreviousDifferError}; else
   *   as `activate`
   */
  rollback(name: string, asked: Asked): Promise<Activation> {
    return this.#turns.take(() => this.#rollback(name, asked));
  }

  async #rollback(name: string, asked: Asked): Promise<Activation> {
    const { store, models } = this.#options;
    const all = await store.listCollections();
    const those = all.filter(
      ({ name: collection, model, previous }) =>
        model !== null &&
        models.nameOf(model) === name &&
        previous !== null &&
        (asked.collections?.includes(collection) ?? true),
    );
    const before = new Set(those.map(({ previous }) => previous!));
    const [digest, ...others] = before;
    for (const one of asked.collections ?? []) {
      await store.getCollection(one);
      // One that is under way, or was broken off, may have had it go back already.
      const isBegun = this.current?.record.isRollback && this.current.record.begun.includes(one);
      if (!isBegun && those.every((other) => other.name !== one))
        throw new NoPreviousError(name, one);
    }
    if (digest === undefined) throw new NoPreviousError(name, null);
    if (others.length > 0)
      throw new PreviousDifferError(
        name,
        [...before].map((one) => models.nameOf(one)),
      );
    const collections = those.map((one) => one.name);
    const isAll = asked.collections === undefined;
    const bundle = usableBundle(models.nameOf(digest), this.#options);
    const how = { isRollback: true, force: false, label: null, serve: isAll };
    return this.#begin(bundle, { ...asked, collections }, how);
  }

  /** As `KeptVectors`. */
  drop(name: string): Promise<number> {
    return this.#kept.drop(name);
  }

  /** Stops for now; what is done stays. @throws {JobNotPausableError} */
  pause(activation: Activation): Promise<void> {
    return this.#turns.take(async () => {
      if (activation.state !== 'running') throw this.#notPausable(activation);
      await this.#stop();
      // It may have come to its end meanwhile.
      if (!activation.isHeld) throw this.#notPausable(activation);
      activation.state = 'paused';
      await note(activation, this.#options.store, { paused: true });
    });
  }

  /** Goes on with one that is paused or has failed. @throws {JobNotPausableError} */
  resume(activation: Activation): Promise<void> {
    return this.#turns.take(async () => {
      const isStill = this.current === activation && activation.state !== 'running';
      if (!isStill) throw this.#notPausable(activation);
      await note(activation, this.#options.store, { paused: false, cancelled: false });
      this.#run(activation, bundleOf(activation.record, this.#options));
    });
  }

  /** Ends one, and makes of it what was before; one that has ended stays as it is. */
  cancel(activation: Activation): Promise<void> {
    return this.#turns.take(async () => {
      if (this.current !== activation) return;
      await this.#stop();
      if (!activation.isHeld) return;
      try {
        await note(activation, this.#options.store, { cancelled: true });
        await this.#undo(activation);
      } catch (error) {
        // It does not run any more, and can be cancelled again.
        Object.assign(activation, { state: 'failed', error });
        throw error;
      }
    });
  }

  /** Has something done once the one that is under way has ended. */
  onceEnded(work: () => void): void {
    this.#waiting.push(work);
  }

  async close(): Promise<void> {
    this.#kept.close();
    await this.#turns.close();
    await this.#stop();
  }

  async #begin(bundle: Bundle, { collections, onMissing }: Asked, how: How): Promise<Activation> {
    const { store } = this.#options;
    const [model, name] = [modelDigest(bundle.card), modelName(bundle.card)];
    for (const one of collections ?? []) await store.getCollection(one);
    const current = this.current;
    const isSame = current?.record.model === model;
    if (isSame && current?.state === 'running' && current.isFor(collections)) return current;
    if (current !== undefined && (!isSame || current.state === 'running'))
      throw new ActivationBusyError(current.record.id, current.record.name);
    const record: ActivationRecord = {
      ...{ id: current?.record.id ?? uuid(), created: new Date().toISOString(), model, name },
      ...{ collections: collections === undefined ? null : [...collections], onMissing, ...how },
      ...{ serve: how.serve ?? collections === undefined, isJudged: how.isRollback, forced: [] },
      ...{ begun: current?.record.begun ?? [], kept: current?.record.kept ?? [] },
      ...{ paused: false, cancelled: false },
    };
    const activation = new Activation(record);
    refuseLacking(activation, await targetsOf(activation, { digest: model, bundle }, store));
    await writeRecord(store, record);
    this.#all = this.#all.filter((one) => one !== current).slice(-remembered);
    for (const old of this.#all.slice(0, -illustrated)) old.compared = null;
    this.#all.push(activation);
    this.#run(activation, bundle);
    return activation;
  }

  /** As the record of a process before says. */
  async #goOn(activation: Activation): Promise<void> {
    this.#all.push(activation);
    if (activation.record.cancelled) await this.#undo(activation);
    else if (activation.record.paused) activation.state = 'paused';
    else this.#run(activation, bundleOf(activation.record, this.#options));
  }

  #run(activation: Activation, bundle: Bundle | undefined): void {
    const stop = new AbortController();
    activation.state = 'running';
    activation.error = null;
    this.#running = { stop, end: this.#work(activation, bundle, stop.signal) };
  }

  /** @param bundle undefined where it is gone */
  async #work(
    activation: Activation,
    bundle: Bundle | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, log, models } = this.#options;
    const { name: model, model: digest } = activation.record;
    log.info({ model }, 'activation begins');
    try {
      if (bundle === undefined) throw new ActivationStalledError(model);
      const before = await store.listCollections();
      await runActivation(activation, bundle, this.#options, signal);
      await this.#end(activation, 'done');
      const { forced } = activation.record;
      if (forced.length > 0) log.warn({ model, forced }, 'activation was forced');
      log.info({ model }, 'activation is done');
      for (const other of new Set(before.flatMap((one) => [one.model, one.previous])))
        if (other !== null) this.#kept.release(other);
      void this.#kept.dropOld();
    } catch (error) {
      if (signal.aborted) return;
      activation.error = error as Error;
      const reason = (error as Error).message;
      const code = error instanceof SelfsameError ? error.code : 'internal_error';
      log.error({ model, code, reason }, 'activation failed');
      // Before anything was begun there is nothing to go on with.
      const isOver = activation.record.begun.length === 0;
      if (isOver && !(error instanceof ActivationStalledError)) {
        await this.#end(activation, 'failed').catch(() => {});
        this.#kept.release(digest);
      }
      activation.state = 'failed';
    } finally {
      for (const { name } of await store.listCollections().catch(() => [])) models.forget(name);
    }
  }

  /** Waits until nothing is worked on. */
  async #stop(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.end;
  }

  async #undo(activation: Activation): Promise<void> {
    await undoActivation(activation.record, this.#options);
    await this.#end(activation, 'cancelled');
    this.#kept.release(activation.record.model);
  }

  async #end(activation: Activation, state: 'done' | 'cancelled' | 'failed'): Promise<void> {
    await writeRecord(this.#options.store, null);
    activation.isHeld = false;
    activation.state = state;
    for (const work of this.#waiting.splice(0)) work();
  }

  #notPausable({ record, state }: Activation): JobNotPausableError {
    return new JobNotPausableError(record.id, state);
  }
}
