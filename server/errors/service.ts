import { defineError } from '@selfsame/models/light';
import { httpError } from './ApiError.ts';

/** A fault of the server's own; its cause is logged under the request's id and not sent. */
export class InternalError extends httpError(500, 'internal_error', {
  message: 'The server met an error of its own.',
  remedy: (requestId: string) =>
    `Report it with the lines of the server's log about request ${requestId}.`,
}) {}

/** A real embedding, or a look into the store, failed just now. */
export class NotReadyError extends httpError(503, 'not_ready', {
  message: (reason: string) => `The server is not ready: ${reason}`,
  remedy: "Wait for it to recover; if it does not, see the server's log.",
}) {}

/** The page has not been built. */
export class PageMissingError extends httpError(503, 'page_missing', {
  message: 'The page is not there: it has not been built. The API is.',
  remedy: 'Start the server by npm start, which builds it, or run: node scripts/page.js',
}) {}

/** As much work is waiting as the server allows. */
export class QueueFullError extends httpError(429, 'queue_full', {
  message: (what: string, limit: number) =>
    `${limit} ${what} are waiting already, as many as this server allows.`,
  remedy: 'Try again after the number of seconds in Retry-After, with fewer requests at once.',
}) {}

/** A worker thread ended, or was ended, with this call unanswered. */
export class ThreadStoppedError extends httpError(503, 'thread_stopped', {
  message: (thread: string, reason: string) => `The ${thread} thread stopped: ${reason}.`,
  remedy: 'Try again in a few seconds; the thread is being started again.',
}) {}

/** The encoder failed on this request twice, or is being started again. */
export class InferenceUnavailableError extends httpError(503, 'inference_unavailable', {
  message: 'The encoder stopped while working on this request and is being started again.',
  remedy: "Try again in a few seconds; if it persists, see the server's log.",
}) {}

/** What the encoder gave has no direction. */
export class NotEmbeddableError extends httpError(422, 'picture_not_embeddable', {
  message: (model: string) =>
    `What ${model} makes of this picture is zero, or has values that are no numbers.`,
  remedy: 'Leave the picture out, or use another model: this one is of no use for it.',
}) {}

/** What the text tower gave has no direction. */
export class TextNotEmbeddableError extends httpError(422, 'text_not_embeddable', {
  message: (model: string) =>
    `What ${model} makes of this text is zero, or has values that are no numbers.`,
  remedy: 'Use other words: it knows none of these.',
  param: 'text',
}) {}

/** A search by words, where the model has no text tower. */
export class TextUnsupportedError extends httpError(422, 'text_unsupported', {
  message: (model: string) => `${model} makes embeddings of pictures, and none of texts.`,
  remedy:
    'Search by a picture; or by a model that GET /v1/models lists with "text": true, such as CLIP imported with --with-text.',
  param: 'text',
}) {}

/** The answer did not come within the time that a request may take. */
export class DeadlineError extends httpError(504, 'deadline_exceeded', {
  message: (milliseconds: number) =>
    `The request was not finished within ${milliseconds / 1000} s.`,
  remedy: 'Try again with fewer pictures, or when the server is less busy.',
}) {}

/** The request names a model that is not there, or not loaded. @param loaded to name instead */
export class UnknownModelError extends httpError(404, 'model_not_found', {
  message: (asked: string, loaded: readonly string[]) =>
    `There is no model "${asked.slice(0, 200)}" here${loaded.length === 0 ? '' : `; there is: ${loaded.join(', ')}`}.`,
  remedy:
    'Name one that GET /v1/models lists: to embed or search by, one that has a device. Requests that may leave out "model" have the one that serves.',
  param: 'model',
}) {}

/** The model that a collection's vectors are of is not loaded: its bundle is gone. */
export class ModelMissingError extends httpError(503, 'model_missing', {
  message: (collection: string, name: string | null, digest: string) =>
    `The collection "${collection}" is searched by the model ${name ?? digest.slice(0, 12)}, which is not here.`,
  remedy:
    'Put its bundle back into the folder of the models (--models) and start the server again; nothing is lost meanwhile. Or take another model into use, by which the kept pictures are embedded: POST /v1/models/{name}/{version}/activate, with "collections" for this one alone; where the vectors of the model before are kept, .../rollback goes back to that at once.',
  param: 'collection',
}) {}

/** The request names a model that the collection is not searched by. */
export class ModelMismatchError extends httpError(409, 'model_mismatch', {
  message: (collection: string, model: string, asked: string) =>
    `The collection "${collection}" is searched by the model ${model}, and not by "${asked.slice(0, 200)}".`,
  remedy: (_collection, model) => `Leave out "model", or name ${model}.`,
  param: 'model',
}) {}

/** A vector without the name of its model, where the collection has had several. */
export class ModelUnnamedError extends httpError(422, 'model_required', {
  message: (collection: string, model: string) =>
    `The model of the collection "${collection}" has been changed (it is ${model} now), and a vector does not tell by which one it was made.`,
  remedy: (_collection, model) => `Send "model" with the vector: "${model}" if it is of that one.`,
  param: 'model',
}) {}

/** Embeddings of another length than the model's were asked for. */
export class DimensionsUnsupportedError extends httpError(422, 'dimensions_unsupported', {
  message: (asked: number, model: string, dimensions: number) =>
    `The model ${model} makes embeddings of ${dimensions} dimensions and cannot shorten them to ${asked}.`,
  remedy: (_asked, _model, dimensions) => `Leave out "dimensions", or send ${dimensions}.`,
  param: 'dimensions',
}) {}

/** The encoder that serves is not unloaded: requests would have none. */
export class ModelInUseError extends defineError('model_in_use', {
  message: (model: string) => `The model ${model} is the one that serves.`,
  remedy: 'Let another loaded model serve first.',
}) {}
