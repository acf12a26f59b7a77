import type { Encoding } from '../embed/pictureParts.ts';
import { FolderEmptiedError } from '../errors/collections.ts';
import { limits } from '../limits.ts';
import type { FileMove, FollowingItem } from '../store/contract/files.ts';
import type { Store } from '../store/contract/Store.ts';
import { emptiedReason } from './emptied.ts';
import { findMoves } from './findMoves.ts';
import type { Job } from './job.ts';
import { inGroups } from './moves.ts';
import { planOf, unseenIn } from './plan.ts';
import { putPictures } from './putPictures.ts';
import { scanAside } from './scan/scanAside.ts';
import { loadFollowing, type Work } from './work.ts';

/** What a pass needs beside its job. */
export interface Means {
  readonly store: Store;
  /** The collection's encoders. */
  readonly encoding: Encoding;
  /** Bytes that one picture may have. */
  readonly mostBytes: number;
}

/**
 * Makes a collection what a folder is: its pictures are items under their paths. Those that were
 * moved are renamed, and of what is there already in content and by the encoder nothing is embedded.
 * A pass that was broken off is gone on with by the next.
 * @returns why what is gone was not taken out, where it was to be; null if nothing was held back
 * @throws {FolderEmptiedError} the same, before anything is done, where the folder is not followed
 */
export async function indexFolder(job: Job, means: Means): Promise<FolderEmptiedError | null> {
  const { request, pass } = job;
  const { store, encoding, mostBytes } = means;
  const model = encoding[0].digest;
  const { keep } = await store.getCollection(request.collection);
  const scanned = await scanAside(request, job.cancelled);
  if (scanned === null) return null;
  pass.takeFindings(scanned);
  const { root, pictures, leftOut } = scanned;
  const following = await loadFollowing(store, request.collection, root, model);
  const work: Work = { job, store, encoding, model, keep, root, mostBytes, following };

  const all = following.size;
  const plan = planOf(pictures, following, unseenIn(leftOut, request.hidden));
  const moves = await findMoves(work, plan.todo, plan.gone);
  const moving = new Set(moves.map(({ from }) => from.id));
  const gone = plan.gone.filter(({ id }) => !moving.has(id));
  const reason =
    request.prune === true ? await emptiedReason(root, pictures.length, all, gone) : null;
  const held = reason === null ? null : new FolderEmptiedError(gone.length, all, reason);
  if (held !== null && !request.watch && !request.dryRun) throw held;

  pass.counts.known += plan.known;
  const moved = await move(work, moves);
  await putPictures(
    work,
    plan.todo.filter(({ path }) => !moved.has(path)),
  );
  await leave(work, gone, request.prune !== false && held === null);
  return held;
}

/** @returns the paths that items have been moved to */
async function move(work: Work, moves: readonly FileMove[]): Promise<Set<string>> {
  const { job, store, following } = work;
  const done: FileMove[] = [];
  for (const group of inGroups(moves, limits.itemsPerPiece)) {
    if (job.cancelled.aborted) break;
    const { collection, dryRun } = job.request;
    const outcomes = dryRun ? null : await store.moveItems(collection, group);
    done.push(...group.filter((_, i) => outcomes === null || outcomes[i] === 'done'));
  }
  for (const { from } of done) following.delete(from.id);
  for (const { from, to } of done) job.pass.note('moved', to, from.id);
  return new Set(done.map(({ to }) => to));
}

/** Counts the items whose files are gone, and takes them out if that is wanted. */
async function leave(work: Work, gone: readonly FollowingItem[], prune: boolean): Promise<void> {
  const { job, store } = work;
  if (job.cancelled.aborted) return;
  for (const { id } of gone) job.pass.note('gone', id);
  if (!prune || job.request.dryRun) return;
  for (let i = 0; i < gone.length && !job.cancelled.aborted; i += limits.itemsPerPiece) {
    const some = gone.slice(i, i + limits.itemsPerPiece);
    job.pass.counts.pruned += await store.deleteVersions(job.request.collection, some);
  }
}
