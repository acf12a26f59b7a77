import { callOf, defineError, type SelfsameError } from '@selfsame/models/light';
import { httpError } from './ApiError.ts';

/** Another model is being taken into use. */
export class ActivationBusyError extends httpError(409, 'activation_busy', {
  message: (job: string, model: string) =>
    `The job ${job} is taking ${model} into use, and there is one at a time.`,
  remedy: (job) =>
    `Wait until it has ended (GET /v1/jobs/${job}; one that is paused does not until it is resumed), or end it with DELETE.`,
}) {}

/** Items would not be found any more by another model. */
export class ItemsLackingError extends httpError(409, 'items_lacking', {
  message: (model: string, lacking: string) =>
    `Not all items can be searched by ${model}: ${lacking}.`,
  remedy:
    'Put their pictures in again, or send "on_missing": "drop-from-search": such items are kept, and not found by searches until their pictures are put in again. GET /v1/models/{name}/{version}/missing lists them.',
  param: 'on_missing',
}) {}

/** The model does worse than the one that is searched by. */
export class GateRefusedError extends defineError('gate_refused', {
  message: (model: string, reasons: string) => `${model} is refused: ${reasons}`,
  remedy:
    'See the report (GET /v1/jobs/{job}/compare.html). Train on, or send "force": true to take it all the same.',
}) {}

/** A bundle that is there and cannot be taken into use. */
export class BundleUnusableError extends httpError(409, 'bundle_unusable', {
  message: (model: string, state: string, error: SelfsameError | null) =>
    error === null ? `${model} is ${state} still.` : `${model} is rejected: ${error.message}`,
  remedy: (_model, _state, error) =>
    error === null ? 'Try again in some seconds; GET /v1/models tells.' : error.remedy,
  param: 'version',
}) {}

/** There is no way back from a model. */
export class NoPreviousError extends httpError(409, 'no_previous_model', {
  message: (model: string, collection: string | null) =>
    collection === null
      ? `No collection that is searched by ${model} has kept the vectors of the model before.`
      : `The collection "${collection}" is not searched by ${model}, or has not kept the vectors of the model before.`,
  remedy:
    'Activate the other model: what it needs is made again of the kept pictures. GET /v1/collections tells what each one has.',
}) {}

/** The collections of a model were searched by several ones before. */
export class PreviousDifferError extends httpError(409, 'previous_models_differ', {
  message: (model: string, others: readonly string[]) =>
    `The collections that are searched by ${model} were searched by several models before: ${others.join(', ')}.`,
  remedy: 'Name with "collections" those of one of them.',
  param: 'collections',
}) {}

/** The job is none that can be paused or gone on with. */
export class JobNotPausableError extends httpError(409, 'job_not_pausable', {
  message: (job: string, state: string) => `The job ${job} is ${state}.`,
  remedy:
    'Only the job of an activation can be paused while it runs, and gone on with where it is paused or failed. Start another one in place of one that has ended.',
}) {}

/** Nothing was compared. */
export class NoReportError extends httpError(404, 'report_not_found', {
  message: (job: string) => `The job ${job} has compared no models.`,
  remedy:
    'Only a comparison and an activation compare models; the last reports are there until the server stops.',
}) {}

/** All collections are searched by the model that is to be compared with theirs, or have no pictures. */
export class NothingToCompareError extends httpError(409, 'nothing_to_compare', {
  message: (model: string) => `No collection is searched by another model than ${model}.`,
  remedy: () =>
    `Put pictures into a collection, or name one that is searched by another model. \`${callOf('models')} compare\` compares any two on a folder.`,
  param: 'collections',
}) {}

/** The bundle of an activation that was under way is gone. */
export class ActivationStalledError extends defineError('activation_stalled', {
  message: (model: string) =>
    `${model} was being taken into use when the server stopped, and its bundle is not here any more.`,
  remedy: 'Put it back and go on with the job, or end the job: nothing is searched by it yet.',
}) {}

/** The model whose vectors are to be dropped is in use. */
export class ModelSearchedError extends httpError(409, 'model_searched', {
  message: (model: string, collection: string) =>
    `The collection "${collection}" is searched by ${model}.`,
  remedy: 'Activate another model, or roll back to the one before, first.',
}) {}

// Several servers over one database.

/** One of the servers cannot load a model that all are to have before a collection is searched by it. */
export class ReplicaLacksModelError extends httpError(409, 'replica_lacks_model', {
  message: (server: string, model: string, reason: string) =>
    `The server ${server} cannot load ${model}: ${reason}`,
  remedy:
    'Put the same bundle into the folder of models of that server, or stop it, and activate the model again, or go on with the job.',
}) {}

/** The bundle of a model that other servers load is not among this one's. */
export class BundleLackingError extends defineError('bundle_lacking', {
  message: (folders: readonly string[]) =>
    `Its bundle, or one of the same graph, is not in ${folders.join(' or ')} there.`,
  remedy: 'Put it there.',
}) {}

/** No server that could answer for this one has done so in time. */
export class ReplicaSilentError extends httpError(503, 'replica_silent', {
  message: (server: string | null) =>
    server === null
      ? 'None of the servers over this database has taken this on in time.'
      : `The server ${server}, whose job this is, does not answer.`,
  remedy: 'Try again in some ten seconds: another server takes over by then from one that is gone.',
}) {}

/** The server that was at a job ended before it did. */
export class ReplicaGoneError extends defineError('replica_gone', {
  message: (server: string) => `The server ${server}, which was at this, has ended.`,
  remedy: 'Start it again: what was done stays.',
}) {}
