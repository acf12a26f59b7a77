import { setTimeout as sleep } from 'node:timers/promises';
import type { Bundle } from '@selfsame/models';
import type { Encoder, Encoders } from '../../embed/Encoders.ts';
import { GateRefusedError, ItemsLackingError } from '../../errors/activation.ts';
import type { CollectionRecord } from '../../store/contract/collections.ts';
import type { Store } from '../../store/contract/Store.ts';
import type { Lacking } from '../../store/contract/vectors.ts';
import { type CollectionModels, modelOf } from '../CollectionModels.ts';
import { compareOnKept } from '../compare/compareOnKept.ts';
import { unlessGone } from '../unlessGone.ts';
import type { Activation } from './Activation.ts';
import type { Crew } from './Crew.ts';
import { type ActivationRecord, writeRecord } from './record.ts';

/** What an activation works with. */
export interface Means {
  readonly store: Store;
  readonly encoders: Encoders;
  readonly models: CollectionModels;
  readonly crew: Crew;
  /** How many kept pictures may be in work now. */
  readonly width: () => number;
}

/** How often it is asked whether an index is there. */
const askMs = 100;

/** A collection that is to follow, and what of it lacks a vector of the model. */
interface Target {
  readonly record: CollectionRecord;
  readonly lacking: Lacking;
}

/**
 * Takes a model into use: loads it beside the others, compares it with the one that is searched by, has
 * every collection get its vectors, made of the kept pictures, and then switches them one by one. Each
 * step is noted before or with what it does, so that the same again goes on where it was broken off.
 * @throws {GateRefusedError} {@link ItemsLackingError}; what is the service's fault; the signal's reason
 */
export async function runActivation(
  activation: Activation,
  bundle: Bundle,
  means: Means,
  signal: AbortSignal,
): Promise<void> {
  const { store, encoders, models, crew } = means;
  activation.begin('loading');
  const encoder = await encoders.load(bundle);
  await models.name(encoder);
  await crew.allHave(encoder, signal);
  signal.throwIfAborted();
  for (;;) {
    const targets = await targetsOf(activation, encoder, store);
    await endOthers(activation, targets, store);
    if (targets.length === 0) break;
    refuseLacking(activation, targets);
    activation.smallPreviews = targets.reduce(
      (sum, { lacking }) => sum + lacking.smallPreviews.count,
      0,
    );
    await compare(activation, targets, encoder, means, signal);
    await begin(activation, targets, store);
    await fill(activation, targets, encoder, means, signal);
    activation.begin('indexing');
    await each(targets, async (name) => {
      while (!(await store.isIndexed(name, encoder.digest)))
        await sleep(askMs, undefined, { signal });
    });
    // One that has begun to serve meanwhile may not have it.
    await crew.allHave(encoder, signal);
    signal.throwIfAborted();
    activation.begin('switching');
    await each(targets, (name) => switchOne(activation, name, encoder, means));
  }
  if (activation.record.serve) {
    await store.putNote('serving', encoder.digest);
    encoders.serve(encoder.digest);
  }
}

/** Does something for each collection but those that have been deleted meanwhile. */
async function each(
  targets: readonly Pick<Target, 'record'>[],
  work: (collection: string) => Promise<unknown>,
): Promise<void> {
  for (const { record } of targets) await unlessGone(work(record.name));
}

/** Changes what is noted of an activation. */
export async function note(
  activation: Activation,
  store: Store,
  change: Partial<ActivationRecord>,
): Promise<void> {
  const record = { ...activation.record, ...change };
  await writeRecord(store, record);
  activation.record = record;
}

/** The collections that have vectors, of another model, and pictures to make others of. */
export async function targetsOf(
  activation: Pick<Activation, 'record' | 'untouched'>,
  { digest, bundle }: Encoder | { digest: string; bundle: Bundle },
  store: Store,
): Promise<Target[]> {
  const { collections } = activation.record;
  const { width, height, resize = 0 } = bundle.card.input;
  const targets: Target[] = [];
  const untouched: string[] = [];
  for (const record of await store.listCollections()) {
    const { name, vectors } = record;
    if (collections !== null && !collections.includes(name)) continue;
    if (modelOf(record) === null || record.model === digest) continue;
    const side = Math.max(width, height, resize);
    const lacking = await unlessGone(store.lacking(name, digest, side));
    if (lacking === null) continue;
    if (lacking.embeddable + (vectors[digest] ?? 0) === 0) untouched.push(name);
    else targets.push({ record, lacking });
  }
  activation.untouched = untouched;
  return targets;
}

/** @throws {ItemsLackingError} where that is not wanted */
export function refuseLacking({ record }: Pick<Activation, 'record'>, targets: readonly Target[]) {
  if (record.onMissing !== 'refuse') return;
  const lacking = targets.flatMap(({ record: { name }, lacking: { vectors, unkept } }) => {
    const told = [
      ...tell(vectors.count, 'put in as vectors', vectors.ids),
      ...tell(unkept.count, 'of which no picture is kept', unkept.ids),
    ];
    return told.map((text) => `in "${name}" ${text}`);
  });
  if (lacking.length > 0) throw new ItemsLackingError(record.name, lacking.join('; '));
}

function tell(count: number, what: string, ids: readonly string[]): string[] {
  if (count === 0) return [];
  const first = ids.slice(0, 3).map((id) => `"${id}"`);
  return [`${count} ${what} (${first.join(', ')}${count > first.length ? ', ...' : ''})`];
}

/** Lets a model through that does as well. @throws {GateRefusedError} */
async function compare(
  activation: Activation,
  targets: readonly Target[],
  encoder: Encoder,
  means: Means,
  signal: AbortSignal,
): Promise<void> {
  const { name, force, label, isJudged } = activation.record;
  // Where nothing is to be embedded either, it would only take time.
  if (force && targets.every(({ record }) => record.previous === encoder.digest)) return;
  if (isJudged) return;
  try {
    const options = {
      ...{ collections: targets.map(({ record }) => record), candidate: encoder, label, signal },
      onBegin: (total: number) => activation.begin('comparing', total),
      onProgress: (done: number) => {
        activation.done = done;
      },
    };
    const compared = await compareOnKept(options, means);
    // Where the model that it is searched by is gone, any other is better.
    if (compared === null) return;
    const { verdict } = compared;
    activation.compared = compared;
    const reasons = verdict.reasons.map(({ code, message }) => `${code}: ${message}`);
    if (!verdict.passes && !force) throw new GateRefusedError(name, reasons.join(' '));
    await note(activation, means.store, { isJudged: true, forced: reasons });
  } catch (error) {
    // Of one picture nothing can be told.
    if ((error as { code?: unknown }).code !== 'sample_too_small') throw error;
  }
}

async function begin(
  activation: Activation,
  targets: readonly Target[],
  store: Store,
): Promise<void> {
  const { model, begun, kept } = activation.record;
  const fresh = targets.map(({ record }) => record).filter(({ name }) => !begun.includes(name));
  const having = fresh.filter(({ previous }) => previous === model);
  await note(activation, store, {
    begun: [...begun, ...fresh.map(({ name }) => name)],
    kept: [...kept, ...having.map(({ name }) => name)],
  });
  await each(targets, (name) => store.beginGeneration(name, model));
}

/** Gives up what was begun in collections that are not to follow any more, or cannot. */
async function endOthers(
  activation: Activation,
  targets: readonly Target[],
  store: Store,
): Promise<void> {
  const { model, begun, kept } = activation.record;
  const follow = new Set(targets.map(({ record }) => record.name));
  const others = (await store.listCollections())
    .filter(({ name, next }) => next === model && begun.includes(name) && !follow.has(name))
    .map((record) => ({ record }));
  if (others.length === 0) return;
  await each(others, (name) => store.endGeneration(name, model));
  const ended = new Set(others.map(({ record }) => record.name));
  const rest = (names: readonly string[]) => names.filter((name) => !ended.has(name));
  await note(activation, store, { begun: rest(begun), kept: rest(kept) });
}

async function fill(
  activation: Activation,
  targets: readonly Target[],
  encoder: Encoder,
  { crew }: Means,
  signal: AbortSignal,
): Promise<void> {
  const made = targets.reduce((sum, { record }) => sum + (record.vectors[encoder.digest] ?? 0), 0);
  const todo = targets.reduce((sum, { lacking }) => sum + lacking.embeddable, 0);
  activation.begin('embedding', made + todo, made);
  activation.unmade = await crew.fill({
    ...{ collections: targets.map(({ record }) => record.name), encoder, signal },
    onDone: (count) => {
      activation.done += count;
    },
  });
  if (activation.unmade.length === 0 || activation.record.onMissing !== 'refuse') return;
  const ids = activation.unmade.map(({ id }) => id);
  const what = 'of which the kept picture cannot be embedded';
  throw new ItemsLackingError(activation.record.name, tell(ids.length, what, ids).join(''));
}

/** Nothing where items came meanwhile that have no vector: they get theirs in another round. */
async function switchOne(
  activation: Activation,
  collection: string,
  encoder: Encoder,
  { store, models }: Means,
): Promise<void> {
  const items = activation.unmade.filter((one) => one.collection === collection);
  const pictureless = activation.record.onMissing !== 'refuse';
  await store.switchModel(collection, encoder.digest, { items, pictureless });
  models.forget(collection);
}
