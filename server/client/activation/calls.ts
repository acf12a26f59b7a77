import { NoSuchModelError } from '../../errors/client.ts';
import type { Call } from '../call.ts';
import type { ActivationAnswer, CollectionAnswer, MissingAnswer, ModelAnswer } from './answers.ts';

/** What an activation is asked for, as the API takes it. */
export interface ActivationBody {
  readonly collections?: readonly string[] | undefined;
  readonly on_missing?: 'refuse' | 'drop-from-search';
}
export interface ActivateBody extends ActivationBody {
  readonly force?: boolean;
  readonly label?: string | undefined;
}

export interface ModelCalls {
  models(): Promise<readonly ModelAnswer[]>;
  /** Folders that the server looks for models in; none of one of an earlier version. */
  modelFolders(): Promise<readonly string[]>;
  collections(): Promise<readonly CollectionAnswer[]>;
  /** Oldest first. */
  activations(): Promise<readonly ActivationAnswer[]>;
  activate(model: string, body: ActivateBody): Promise<ActivationAnswer>;
  rollback(model: string, body: ActivationBody): Promise<ActivationAnswer>;
  missing(model: string): Promise<readonly MissingAnswer[]>;
  drop(model: string): Promise<{ readonly model: string; readonly deleted: number }>;
  job(id: string): Promise<ActivationAnswer>;
  pause(id: string): Promise<ActivationAnswer>;
  resume(id: string): Promise<ActivationAnswer>;
  cancel(id: string): Promise<ActivationAnswer>;
}

interface List<T> {
  readonly data: readonly T[];
}

/** The calls that taking a model into use takes, of a server. */
export function modelCallsOf(call: Call): ModelCalls {
  const list = async <T>(path: string) => (await call<List<T>>('GET', path)).data;
  return {
    models: () => list('/v1/models'),
    modelFolders: async () =>
      (await call<{ readonly folders?: readonly string[] }>('GET', '/v1/models')).folders ?? [],
    collections: () => list('/v1/collections'),
    activations: async () =>
      (await list<ActivationAnswer>('/v1/jobs')).filter(({ kind }) => kind === 'activation'),
    activate: (model, body) => call('POST', `${at(model)}/activate`, body),
    rollback: (model, body) => call('POST', `${at(model)}/rollback`, body),
    missing: (model) => list(`${at(model)}/missing`),
    drop: (model) => call('DELETE', `${at(model)}/vectors`),
    job: (id) => call('GET', `/v1/jobs/${id}`),
    pause: (id) => call('POST', `/v1/jobs/${id}/pause`),
    resume: (id) => call('POST', `/v1/jobs/${id}/resume`),
    cancel: (id) => call('DELETE', `/v1/jobs/${id}`),
  };
}

/** @param model name/version */
function at(model: string): string {
  const slash = model.indexOf('/');
  const [name, version] = [model.slice(0, slash), model.slice(slash + 1)];
  return `/v1/models/${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
}

/**
 * The model that is meant by 'name' (its newest version) or 'name/version'.
 * @returns name/version
 * @throws {NoSuchModelError}
 */
export function modelNamed(asked: string, models: readonly ModelAnswer[]): string {
  const newest = models
    .filter(({ id, state }) => id === asked || (id.startsWith(`${asked}/`) && state !== 'rejected'))
    .toSorted((a, b) => versionOf(a) - versionOf(b))
    .at(-1);
  if (newest !== undefined) return newest.id;
  throw new NoSuchModelError(
    asked,
    models.map(({ id }) => id),
  );
}

const versionOf = ({ id }: ModelAnswer) => Number(id.slice(id.indexOf('/') + 1));

/** The activation that has not come to its end, where there may be one. */
export async function underWay(calls: ModelCalls): Promise<ActivationAnswer | undefined> {
  // There is one at a time; one that waits for its bundle to come back is in no list of models.
  const last = (await calls.activations()).at(-1);
  return last !== undefined && ['running', 'paused', 'failed'].includes(last.state)
    ? last
    : undefined;
}
