import { existsSync } from 'node:fs';
import { FileMetadataError, IdTakenError, ItemOvertakenError } from '../errors/collections.ts';
import { isOfService } from '../errors/ofService.ts';
import type { FileWrite, FollowingItem } from '../store/contract/files.ts';
import { embedPicture } from './embedPicture.ts';
import type { ChangeKind } from './job.ts';
import { stampOf } from './plan.ts';
import { type Picture, readPicture } from './readPicture.ts';
import type { FolderPicture } from './scan/scanAside.ts';
import { followedBy, skip, type Work } from './work.ts';

/** Pictures in work at a time: few enough to leave room for requests, in the queue and in memory. */
const together = 32;

/** A file, the item that has its path, and what is to be counted once that is what the file is. */
interface Task {
  readonly picture: Picture;
  readonly there: FollowingItem | undefined;
  readonly change: ChangeKind | 'known';
}

type Source = FileWrite['picture'];

/** Puts in the pictures of files that are new or are not what they were. */
export async function putPictures(work: Work, todo: readonly FolderPicture[]): Promise<void> {
  /** Contents that a dry run would have put in by now. */
  const told = new Set<string>();
  for (let i = 0; i < todo.length && !work.job.cancelled.aborted; i += together) {
    const tasks = await tasksOf(work, todo.slice(i, i + together));
    if (work.job.request.dryRun) await tell(work, tasks, told);
    else await put(work, tasks);
  }
}

async function tasksOf(work: Work, files: readonly FolderPicture[]): Promise<Task[]> {
  const read = await Promise.all(
    files.map(async (file) => {
      const failure = work.job.failures.get(file.path);
      if (failure?.stamp === stampOf(file)) {
        work.job.pass.skip(failure.file);
        return undefined;
      }
      try {
        return await readPicture(file, work.mostBytes);
      } catch (error) {
        skip(work, file.path, error);
        return undefined;
      }
    }),
  );
  const pictures = read.filter((picture) => picture !== undefined);
  const { job, store, model, following } = work;
  const strange = pictures.map(({ path }) => path).filter((path) => !following.has(path));
  const found = await store.findFollowing(job.request.collection, strange, model);
  const others = new Map(found.map((item) => [item.id, item]));
  return pictures.flatMap((picture): Task[] => {
    const there = following.get(picture.path) ?? others.get(picture.path);
    if (there === undefined) return [{ picture, there, change: 'indexed' }];
    if (there.content === picture.content)
      return [{ picture, there, change: there.embedded ? 'known' : 'indexed' }];
    if (isOurs(work, there)) return [{ picture, there, change: 'changed' }];
    skip(work, picture.path, new IdTakenError(there.file?.folder ?? null));
    return [];
  });
}

/** Whether an item may become another picture because the file of its path has. */
function isOurs({ root }: Work, { file, named }: FollowingItem): boolean {
  if (file === null) return named;
  return file.folder === root || !existsSync(file.folder);
}

async function put(work: Work, tasks: readonly Task[]): Promise<void> {
  const copies = await copiesFor(work, tasks);
  const first = new Set<string>();
  const [now, later]: [Task[], Task[]] = [[], []];
  for (const task of tasks) {
    const { content } = task.picture;
    const isSecond = task.change !== 'known' && !copies.has(content) && first.has(content);
    (isSecond ? later : now).push(task);
    if (task.change !== 'known') first.add(content);
  }
  await write(work, now, copies);
  if (later.length > 0) await write(work, later, await copiesFor(work, later));
}

/** Items that the contents of tasks can be copied from, by content. */
async function copiesFor(work: Work, tasks: readonly Task[]): Promise<Map<string, Source>> {
  const { job, store, model, keep } = work;
  const contents = tasks
    .filter(({ change }) => change !== 'known')
    .map((one) => one.picture.content);
  const image = keep !== 'none';
  const query = { collection: job.request.collection, contents, model, image };
  const found = contents.length > 0 ? await store.findCopies(query) : [];
  return new Map(found.map(({ content, ...item }) => [content, { ...item, model }]));
}

async function write(
  work: Work,
  tasks: readonly Task[],
  copies: ReadonlyMap<string, Source>,
): Promise<void> {
  const { job, store } = work;
  const writes = await Promise.all(
    tasks.map(async (task) => {
      const copy = task.change === 'known' ? null : copies.get(task.picture.content);
      const source = copy === undefined ? await embedded(work, task.picture) : copy;
      if (source === undefined) return [];
      const { path: id, file } = task.picture;
      const expected = task.there?.version ?? null;
      const counted = copy ? 'copied' : task.change;
      const written = { id, expected, file: followedBy(work, file), picture: source };
      return [{ written, counted } as const];
    }),
  );
  const ready = writes.flat();
  if (ready.length === 0) return;
  const outcomes = await store.followFiles(
    job.request.collection,
    ready.map(({ written }) => written),
  );
  for (const [i, { written, counted }] of ready.entries()) {
    if (outcomes[i] === 'overtaken') skip(work, written.id, new ItemOvertakenError());
    else if (outcomes[i] === 'metadata')
      skip(work, written.id, new FileMetadataError('is too much beside what its item has already'));
    else if (counted === 'known') job.pass.counts.known++;
    else job.pass.note(counted, written.id);
  }
}

/** The picture's vector and what is kept of it; undefined if it cannot be had, which is noted. */
async function embedded(work: Work, { path, bytes, file }: Picture): Promise<Source | undefined> {
  const { encoding, keep, job } = work;
  try {
    return await embedPicture(encoding, bytes, keep, job.cancelled);
  } catch (error) {
    if (job.cancelled.aborted) return undefined;
    if (isOfService(error)) throw error;
    job.failures.set(path, { stamp: file.stamp, file: skip(work, path, error) });
    return undefined;
  }
}

/** Counts what would become of the pictures. */
async function tell(work: Work, tasks: readonly Task[], told: Set<string>): Promise<void> {
  const copies = await copiesFor(work, tasks);
  const { pass } = work.job;
  for (const { picture, change } of tasks) {
    const { path, content } = picture;
    if (change === 'known') pass.counts.known++;
    else pass.note(copies.has(content) || told.has(content) ? 'copied' : change, path);
    told.add(content);
  }
}
