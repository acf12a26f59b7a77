import { JobNotPausableError, NoReportError } from '../errors/activation.ts';
import { UnknownJobError } from '../errors/collections.ts';
import { ThreadStoppedError } from '../errors/service.ts';
import type { Activation } from '../models/activation/Activation.ts';
import { compareHtml } from '../models/compare/compareHtml.ts';
import type { Services } from '../services.ts';
import { activationShape } from './activationJob.ts';
import type { Desk, JobShape } from './Desk.ts';
import { indexJobShape } from './indexJob.ts';
import { taskJobs } from './taskJobs.ts';

/** What the desk of one server knows beside that. */
export interface OwnDesk extends Desk {
  /** Null where it is none of this server's. */
  known(id: string): JobShape | null;
  /** Jobs that this server works on itself, and those that it has because it leads. */
  jobs(): { readonly own: JobShape[]; readonly leading: JobShape[] };
}

/** The jobs of this server. */
export function ownDesk(services: Services): OwnDesk {
  const { jobs, comparisons } = services;
  const tasks = taskJobs(services);

  /** @throws {ThreadStoppedError} where they are another server's since */
  function activations() {
    const own = services.activations();
    if (own === null) throw new ThreadStoppedError('activation', 'another server leads now');
    return own;
  }
  const activationOf = (id: string) => services.activations()?.find(id);

  /** @throws {UnknownJobError} {@link JobNotPausableError} */
  function pausable(id: string): Activation {
    const found = activationOf(id);
    if (found !== undefined) return found;
    const { state } = tasks.find(id)?.shape() ?? jobs.get(id);
    throw new JobNotPausableError(id, state);
  }

  const shapes = () => ({
    own: [...jobs.list().map(indexJobShape), ...tasks.list()],
    leading: services.activations()?.list().map(activationShape) ?? [],
  });

  function known(id: string): JobShape | null {
    const activation = activationOf(id);
    if (activation !== undefined) return activationShape(activation);
    return tasks.find(id)?.shape() ?? (jobs.has(id) ? indexJobShape(jobs.get(id)) : null);
  }

  return {
    known,
    jobs: shapes,
    async list() {
      const { own, leading } = shapes();
      return [...own, ...leading].toSorted((a, b) => a.created.localeCompare(b.created));
    },
    async find(id) {
      const found = known(id);
      if (found === null) throw new UnknownJobError(id);
      return found;
    },
    async cancel(id) {
      const task = tasks.find(id);
      if (task !== undefined) {
        await task.cancel();
        return task.shape();
      }
      const activation = activationOf(id);
      if (activation === undefined) return indexJobShape(await jobs.cancel(id));
      await activations().cancel(activation);
      return activationShape(activation);
    },
    async pause(id) {
      const activation = pausable(id);
      await activations().pause(activation);
      return activationShape(activation);
    },
    async resume(id) {
      const activation = pausable(id);
      await activations().resume(activation);
      return activationShape(activation);
    },
    async report(id) {
      if (known(id) === null) throw new UnknownJobError(id);
      const found = activationOf(id)?.compared ?? comparisons.tasks.find(id)?.found;
      if (!found) throw new NoReportError(id);
      return compareHtml(found.comparison, found.verdict, found.thumbnails);
    },
    async underWay() {
      const current = services.activations()?.current;
      return current === undefined ? null : activationShape(current);
    },
    activate: async (name, asked) => activationShape(await activations().activate(name, asked)),
    rollback: async (name, asked) => activationShape(await activations().rollback(name, asked)),
    drop: (name) => activations().drop(name),
    began: async () => {},
  };
}
