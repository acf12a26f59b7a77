import { ClientError } from '../errors.ts';
import type { Answer, Api, Json, Stoppable } from '../request/api.ts';
import type { Activation, ComparisonJob, LoadedModel, Model, RejectedModel } from '../types.ts';

const one = '/v1/models/{name}/{version}';

export type ActivateOptions = Stoppable & Readonly<Json<'post', `${typeof one}/activate`>>;
export type CompareOptions = Stoppable & Readonly<Json<'post', `${typeof one}/compare`>>;
export type RollbackOptions = Stoppable & Readonly<Json<'post', `${typeof one}/rollback`>>;
export type Missing = Answer<'get', `${typeof one}/missing`>['data'];

/** `model` is a name/version wherever it is not told otherwise. */
export interface ModelCalls {
  /** All that there are, with their states: loaded, available and rejected. */
  list(options?: Stoppable): Promise<(Model | RejectedModel)[]>;
  /** One that is loaded. @param model name or name/version */
  get(model: string, options?: Stoppable): Promise<LoadedModel>;
  /** The ONNX file of one that is loaded. @param sha256 of its `graph` */
  graph(sha256: string, options?: Stoppable): Promise<Blob>;
  /** Has collections follow to it: compares it with theirs, and tells so in the job's `verdict`. */
  activate(model: string, options?: ActivateOptions): Promise<Activation>;
  /** Compares it with the one that collections are searched by, and changes nothing. */
  compare(model: string, options?: CompareOptions): Promise<ComparisonJob>;
  /** Has the collections that are searched by it go back to the one before. */
  rollback(model: string, options?: RollbackOptions): Promise<Activation>;
  /** What each collection would lack by it. */
  missing(model: string, options?: Stoppable): Promise<Missing>;
  /** Drops the vectors of one that nothing is searched by. @returns how many there were */
  dropVectors(model: string, options?: Stoppable): Promise<number>;
}

export function modelCalls(api: Api): ModelCalls {
  return {
    async list({ signal } = {}) {
      return (await api.json('get', '/v1/models', { signal })).data;
    },
    get: (model, { signal } = {}) =>
      api.json('get', '/v1/models/{model}', { params: { model }, signal }),
    graph: (sha256, { signal } = {}) =>
      api.bytes('/v1/graphs/{sha256}', { params: { sha256 }, signal }),
    activate: async (model, { signal, ...json } = {}) =>
      api.json('post', `${one}/activate`, { ...paramsOf(model), json, signal }),
    compare: async (model, { signal, ...json } = {}) =>
      api.json('post', `${one}/compare`, { ...paramsOf(model), json, signal }),
    rollback: async (model, { signal, ...json } = {}) =>
      api.json('post', `${one}/rollback`, { ...paramsOf(model), json, signal }),
    async missing(model, { signal } = {}) {
      return (await api.json('get', `${one}/missing`, { ...paramsOf(model), signal })).data;
    },
    async dropVectors(model, { signal } = {}) {
      const dropped = await api.json('delete', `${one}/vectors`, { ...paramsOf(model), signal });
      return dropped.deleted;
    },
  };
}

function paramsOf(model: string): { params: { name: string; version: string } } {
  const [, name, version] = /^([^/]+)\/([^/]+)$/.exec(model) ?? [];
  if (name !== undefined && version !== undefined) return { params: { name, version } };
  throw new ClientError(
    'client_option_invalid',
    `"${model}" is no name/version of a model.`,
    'Name one as models.list() does: "mine/2".',
    { param: 'model' },
  );
}
