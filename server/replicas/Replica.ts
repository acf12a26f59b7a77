import type { SelfsameError } from '@selfsame/models';
import type { Logger } from 'pino';
import { ReplicaSilentError } from '../errors/activation.ts';
import { StoreUnavailableError } from '../errors/collections.ts';
import { limits } from '../limits.ts';
import type { Activations } from '../models/activation/Activations.ts';
import type { Crew } from '../models/activation/Crew.ts';
import { readRecord } from '../models/activation/record.ts';
import type { Board, Call, Lead, PublishedJob } from '../store/contract/replicas.ts';
import type { Store } from '../store/contract/Store.ts';
import { SharedModels, type SharedModelsOptions } from './SharedModels.ts';
import { sharedCrew } from './sharedCrew.ts';
import { fromTold, toTold } from './told.ts';
import { workPieces } from './workPieces.ts';

/** What this server does for others. */
export interface Served {
  /** Its jobs, and those that it has because it leads, as they stand. */
  jobs(): { readonly own: readonly PublishedJob[]; readonly leading: readonly PublishedJob[] };
  answer(method: string, argument: unknown): Promise<unknown>;
}

export interface ReplicaOptions extends SharedModelsOptions {
  /** How many kept pictures may be in work here now. */
  readonly width: () => number;
  /** Aborts when this server is told to stop: what ends with it then is not told as its jobs' end. */
  readonly stopping: AbortSignal;
  /** Opens what only the server that leads has. */
  readonly openActivations: (store: Store, crew: Crew) => Promise<Activations>;
}

/** Between two rounds, in milliseconds. */
const roundMs = 500;

interface Leading {
  readonly lead: Lead;
  readonly activations: Activations;
}

/**
 * This server among those over one database. Each loads what collections need; one of them leads, which
 * takes models into use; all of them embed for that; and each answers for the jobs of the others.
 */
export class Replica {
  readonly #options: ReplicaOptions;
  readonly #log: Logger;
  readonly #models: SharedModels;
  #leading: Leading | null = null;
  #served: Served | undefined;
  readonly #answering = new Set<Promise<void>>();
  /** Jobs as they were published last, by their ids. */
  readonly #published = new Map<string, string>();
  #publishing: Promise<void> = Promise.resolve();
  #work: { readonly stop: AbortController; readonly end: Promise<void> } | null = null;
  #round: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #hasToldLast = false;
  #told: string | undefined;

  private constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#models = new SharedModels(options);
    const tellLast = () => {
      void this.publish()
        .catch(() => {})
        .finally(() => {
          this.#hasToldLast = true;
        });
    };
    options.stopping.addEventListener('abort', tellLast, { once: true });
  }

  static async start(options: ReplicaOptions): Promise<Replica> {
    const replica = new Replica(options);
    await replica.#go();
    replica.#again();
    return replica;
  }

  /** What this server is called. */
  get name(): string {
    return this.#options.membership.name;
  }

  /** Those of the server that leads; null of any other. */
  get activations(): Activations | null {
    return this.#leading?.lead.lost.aborted === false ? this.#leading.activations : null;
  }

  /** Why this server cannot go on; null while it can. */
  problem(): SelfsameError | null {
    return this.#options.membership.problem();
  }

  /** From now on it answers others. */
  serve(served: Served): void {
    this.#served = served;
  }

  /**
   * Has another server do something.
   * @param member its id and its name; null: whichever leads
   * @throws {ReplicaSilentError} and what it throws
   */
  async call(
    member: { readonly id: string; readonly name: string } | null,
    method: string,
    argument: unknown,
  ): Promise<unknown> {
    const { calls } = this.#options.membership;
    const answer = await calls.ask(member?.id ?? null, method, argument, limits.storeMs);
    if (answer === null) throw new ReplicaSilentError(member?.name ?? null);
    if ('error' in answer) throw fromTold(answer.error);
    return answer.value;
  }

  /** The jobs of all servers, as they were last told. */
  get board(): Pick<Board, 'list' | 'find'> {
    return this.#options.membership.board;
  }

  /** Tells the others how the jobs of this one stand. */
  publish(): Promise<void> {
    this.#publishing = this.#publishing.catch(() => {}).then(() => this.#publish());
    return this.#publishing;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#round;
    await this.#stopWork();
    await Promise.all(this.#answering);
    await this.#resign();
    this.#models.close();
    await this.#publishing.catch(() => {});
    await this.#options.membership.leave();
  }

  #again(): void {
    this.#timer = setTimeout(() => {
      this.#round = this.#go().then(() => {
        if (!this.#isClosed) this.#again();
      });
    }, roundMs);
  }

  /** Does not throw: the next round may go better. */
  async #go(): Promise<void> {
    try {
      const record = await readRecord(this.#options.store);
      await this.#models.follow(record);
      await this.#lead();
      const isUnderWay = record !== null && !record.paused && !record.cancelled;
      if (isUnderWay) this.#begin();
      else await this.#stopWork();
      await this.#answer();
      await this.publish();
      this.#told = undefined;
    } catch (error) {
      const { code, message } = toTold(error);
      // That the database is not there, those are told who need it.
      if (code !== StoreUnavailableError.code && message !== this.#told)
        this.#log.error({ code, reason: message }, 'a round with the other servers failed');
      this.#told = message;
    }
  }

  /** Leads where nobody else does, and not any more where the connection is gone that said so. */
  async #lead(): Promise<void> {
    if (this.#leading?.lead.lost.aborted) await this.#resign();
    if (this.#leading !== null) return;
    const { membership, openActivations } = this.#options;
    const lead = await membership.lead();
    if (lead === null) return;
    try {
      const activations = await openActivations(lead.store, sharedCrew(membership, lead));
      this.#leading = { lead, activations };
      this.#log.info('leads the servers over this database');
    } catch (error) {
      await lead.end();
      throw error;
    }
  }

  async #resign(): Promise<void> {
    if (this.#leading === null) return;
    const { lead, activations } = this.#leading;
    this.#leading = null;
    await activations.close();
    await lead.end();
  }

  /** Takes part in the embedding, as long as there is some to be done. */
  #begin(): void {
    if (this.#work !== null) return;
    const stop = new AbortController();
    const { store, membership, encoders, width } = this.#options;
    const work = { store, pieces: membership.pieces, encoders, width, log: this.#log };
    const end = workPieces(work, stop.signal)
      .catch((error) => {
        if (StoreUnavailableError.is(error)) return;
        this.#log.error({ reason: (error as Error).message }, 'no piece could be taken');
      })
      .finally(() => {
        this.#work = null;
      });
    this.#work = { stop, end };
  }

  async #stopWork(): Promise<void> {
    this.#work?.stop.abort(new Error('there is nothing to be embedded any more'));
    await this.#work?.end;
  }

  async #answer(): Promise<void> {
    if (this.#served === undefined) return;
    const leading = this.#leading;
    for (const call of await this.#options.membership.calls.take(leading !== null)) {
      const answering = this.#answerOne(this.#served, call, leading).finally(() =>
        this.#answering.delete(answering),
      );
      this.#answering.add(answering);
    }
  }

  async #answerOne(served: Served, call: Call, leading: Leading | null): Promise<void> {
    const { calls } = this.#options.membership;
    try {
      const answer = await served.answer(call.method, call.argument).then(
        (value) => ({ value: value ?? null }),
        (error) => ({ error: toTold(error) }),
      );
      // What it could not do because it does not lead any more, the one does that leads now.
      if ('error' in answer && leading !== this.#leading) return await calls.leave(call);
      // So that whoever asked finds the job on the board.
      await this.publish();
      await calls.answer(call, answer);
    } catch (error) {
      this.#log.warn({ reason: (error as Error).message }, 'a call was not answered');
    }
  }

  async #publish(): Promise<void> {
    if (this.#served === undefined) return;
    const { own, leading } = this.#served.jobs();
    if (!this.#hasToldLast)
      await this.#publishBy(own, (jobs) => this.#options.membership.board.publish(jobs));
    const lead = this.#leading?.lead;
    if (lead?.lost.aborted === false) await this.#publishBy(leading, (jobs) => lead.publish(jobs));
  }

  async #publishBy(
    jobs: readonly PublishedJob[],
    publish: (jobs: readonly PublishedJob[]) => Promise<void>,
  ): Promise<void> {
    const texts = new Map(jobs.map((job) => [job.id, JSON.stringify(job)]));
    const changed = jobs.filter(({ id }) => this.#published.get(id) !== texts.get(id));
    if (changed.length === 0) return;
    await publish(changed);
    for (const { id } of changed) this.#published.set(id, texts.get(id)!);
    // Those that are forgotten here do not come again.
    if (this.#published.size > 2 * limits.jobsKept) this.#published.clear();
  }
}
