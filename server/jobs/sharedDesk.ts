import {
  BundleLackingError,
  JobNotPausableError,
  NoReportError,
  ReplicaGoneError,
  ReplicaLacksModelError,
} from '../errors/activation.ts';
import { UnknownJobError } from '../errors/collections.ts';
import { UnknownModelError } from '../errors/service.ts';
import type { Registry } from '../models/Registry.ts';
import type { Replica } from '../replicas/Replica.ts';
import type { JobOnBoard } from '../store/contract/replicas.ts';
import type { ActivationShape } from './activationJob.ts';
import type { Desk, JobShape } from './Desk.ts';
import type { OwnDesk } from './ownDesk.ts';
import { toldError } from './toldError.ts';

/** What servers ask each other for: by its name, with an array of what it takes. */
const methods = ['activate', 'rollback', 'drop', 'cancel', 'pause', 'resume', 'report'] as const;
type Method = (typeof methods)[number];

/** The jobs of all servers: of others as they last told them, and what is to be done to them, by those. */
export function sharedDesk(own: OwnDesk, replica: Replica, registry: Registry): Desk {
  const here = (method: Method, given: readonly unknown[]) =>
    (own[method] as (...given: readonly unknown[]) => Promise<unknown>)(...given);
  replica.serve({
    jobs: own.jobs,
    async answer(method, given) {
      const known = methods.find((one) => one === method);
      if (known === undefined) throw new Error(`no server is asked to ${method}`);
      try {
        return await here(known, given as unknown[]);
      } catch (error) {
        if (known !== 'activate' || !UnknownModelError.is(error)) throw error;
        const [model] = given as [string];
        const { message } = new BundleLackingError(registry.folders);
        throw new ReplicaLacksModelError(replica.name, model, message);
      }
    },
  });

  /** Has the server that leads do something. */
  async function led<Result>(method: Method, ...given: unknown[]): Promise<Result> {
    if (replica.activations !== null) {
      try {
        const result = (await here(method, given)) as Result;
        await replica.publish().catch(() => {});
        return result;
      } catch (error) {
        // What it could not do because it does not lead any more, the one does that leads now.
        if (replica.activations !== null) throw error;
      }
    }
    return (await replica.call(null, method, given)) as Result;
  }

  async function elsewhere(id: string): Promise<JobOnBoard> {
    const found = await replica.board.find(id);
    if (found === null) throw new UnknownJobError(id);
    return found;
  }

  /** Does something to a job where it is worked on. @param over what is told of one that has ended */
  async function ask<Result>(
    method: 'cancel' | 'pause' | 'resume' | 'report',
    id: string,
    over: (job: JobShape) => Result,
  ): Promise<Result> {
    if (own.known(id) !== null) return here(method, [id]) as Promise<Result>;
    const found = await elsewhere(id);
    const job = shapeOf(found);
    if (job.kind === 'activation')
      return isUnderWay(job) || method === 'report' ? led<Result>(method, id) : over(job);
    if (found.member === null) return over(job);
    return (await replica.call({ id: found.member, name: found.host }, method, [id])) as Result;
  }

  const notPausable = ({ id, state }: JobShape): never => {
    throw new JobNotPausableError(id, state);
  };

  return {
    async list() {
      const known = await own.list();
      const ids = new Set(known.map(({ id }) => id));
      const others = (await replica.board.list())
        .filter(({ job }) => !ids.has(job.id))
        .map(shapeOf);
      return [...known, ...others].toSorted((a, b) => a.created.localeCompare(b.created));
    },
    find: async (id) => own.known(id) ?? shapeOf(await elsewhere(id)),
    cancel: (id) => ask('cancel', id, (job) => job),
    pause: (id) => ask<ActivationShape>('pause', id, notPausable),
    resume: (id) => ask<ActivationShape>('resume', id, notPausable),
    report: (id) =>
      ask<string>('report', id, () => {
        throw new NoReportError(id);
      }),
    async underWay() {
      if (replica.activations !== null) return own.underWay();
      const shapes = (await replica.board.list('activation')).map(shapeOf);
      return shapes.findLast((job): job is ActivationShape => isUnderWay(job)) ?? null;
    },
    async activate(name, asked) {
      // What nobody has is not lacking.
      const known = registry.list().map((one) => one.name);
      if (replica.activations === null && !known.includes(name))
        throw new UnknownModelError(name, known);
      return led('activate', name, asked);
    },
    rollback: (name, asked) => led('rollback', name, asked),
    drop: (name) => led('drop', name),
    // Where it cannot be told now, it is a moment later.
    began: () => replica.publish().catch(() => {}),
  };
}

const isUnderWay = (job: JobShape): boolean =>
  job.kind === 'activation' && (job.state === 'running' || job.resumable);

/** An activation is gone on with by another server; what else was under way has ended with its own. */
function shapeOf({ member, host, job }: JobOnBoard): JobShape {
  const shape = job as JobShape;
  if (shape.kind === 'activation' || member !== null) return shape;
  if (shape.state !== 'running' && shape.state !== 'following') return shape;
  return { ...shape, state: 'failed', error: toldError(new ReplicaGoneError(host), '') };
}
