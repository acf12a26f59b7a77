import { callOf, defineError } from '@selfsame/models/light';
import { httpError } from './ApiError.ts';
import { reasonOf } from './reason.ts';

// Names, and what is not there.

/** A collection's name cannot be used. */
export class CollectionNameError extends httpError(400, 'collection_name_invalid', {
  message: (name: string) => `"${name.slice(0, 80)}" is not a collection's name.`,
  remedy: 'Use 1 to 64 letters, digits, "-" and "_", beginning with a letter or a digit.',
  param: 'collection',
}) {}

/** No collection of this name exists. */
export class UnknownCollectionError extends httpError(404, 'collection_not_found', {
  message: (name: string) => `There is no collection "${name}".`,
  remedy: (name) =>
    `Create it with PUT /v1/collections/${name}, or list what there is with GET /v1/collections.`,
  param: 'collection',
}) {}

/** The default collection always exists and cannot be deleted. */
export class ProtectedCollectionError extends httpError(409, 'collection_protected', {
  message: (name: string) => `The collection "${name}" always exists and cannot be deleted.`,
  remedy:
    'Delete its items (DELETE /v1/collections/default/items), or use a collection of your own.',
  param: 'collection',
}) {}

/** An item's id cannot be used. */
export class IdInvalidError extends httpError(400, 'id_invalid', {
  message: (problem: string) => `The item's id ${problem}.`,
  remedy: 'Use 1 to 256 characters without control characters, percent-encoded in the address.',
  param: 'id',
}) {}

/** The collection holds no item of this id. */
export class UnknownItemError extends httpError(404, 'item_not_found', {
  message: (collection: string, id: string) =>
    `The collection "${collection}" has no item "${id}".`,
  remedy: 'Check the id; an item is put in with PUT /v1/collections/{collection}/items/{id}.',
  param: 'id',
}) {}

/** An item that was to be put only if it was new is there. */
export class ItemExistsError extends httpError(412, 'item_exists', {
  message: (collection: string, id: string) =>
    `The collection "${collection}" has an item "${id}" already; nothing was changed.`,
  remedy: 'Give it another id, or leave If-None-Match out to put it in the place of what is there.',
  param: 'id',
}) {}

/** The item exists and no picture is kept with it. */
export class UnknownImageError extends httpError(404, 'image_not_found', {
  message: (collection: string, id: string) =>
    `No picture is kept for the item "${id}" of "${collection}": it was put in as a vector, or when the collection kept none.`,
  remedy: 'Put the item in as a picture, into a collection that keeps them (?keep=preview).',
  param: 'id',
}) {}

/** The item's vector was made by another model than the collection is searched by, so it is not compared. */
export class OtherModelError extends httpError(409, 'item_of_other_model', {
  message: (collection: string, id: string, model: string) =>
    `The item "${id}" of "${collection}" has no vector of ${model}, which the collection is searched by: it has one of another model alone.`,
  remedy:
    'Put its picture in again, or have the collection follow to the model that made its vector.',
  param: 'id',
}) {}

// What an item or a search brings.

/** An item's metadata is not a JSON object, or too large. */
export class MetadataInvalidError extends httpError(400, 'metadata_invalid', {
  message: (problem: string) => `The metadata ${problem}.`,
  remedy:
    'Send a JSON object, in a raw request percent-encoded in the query: ?metadata=%7B%22a%22%3A1%7D.',
  param: 'metadata',
}) {}

/** The vector's length is not the served model's number of dimensions. */
export class VectorLengthError extends httpError(422, 'vector_length', {
  message: (length: number, dimensions: number, model: string) =>
    `The vector has ${length} numbers and the model ${model} makes ${dimensions}.`,
  remedy: (_length, dimensions) =>
    `Send a vector of ${dimensions} numbers, made by the same model.`,
  param: 'vector',
}) {}

/** The vector has no direction: an element that is not finite in float32, or all zeros. */
export class VectorInvalidError extends httpError(422, 'vector_invalid', {
  message: (problem: string) => `The vector ${problem}, so it has no cosine with anything.`,
  remedy: 'Send the finite, non-zero numbers of an embedding.',
  param: 'vector',
}) {}

/** A filter that is not of the filter language, or beyond its bounds. */
export class FilterInvalidError extends httpError(400, 'filter_invalid', {
  message: (path: string, problem: string) => `The filter is wrong at ${path}: it ${problem}.`,
  remedy:
    'A filter is {"field", "eq" | "in" | "gt" | "gte" | "lt" | "lte" | "startsWith" | "exists"}, or {"and": [...]}, {"or": [...]}, {"not": ...} of filters.',
  param: (path) => path,
}) {}

/** A filter of the filter language, with more in it than one may have. */
export class FilterTooLargeError extends httpError(413, 'filter_too_large', {
  message: (path: string, problem: string) => `The filter is too large at ${path}: it ${problem}.`,
  remedy: 'Ask for less at once: several requests with a part of the conditions each.',
  param: (path) => path,
}) {}

/** A cursor that no listing has given out. */
export class CursorInvalidError extends httpError(400, 'cursor_invalid', {
  message: 'The cursor is not one that a listing has returned.',
  remedy: 'Leave it out to begin anew, or send "next" of the page before as it is.',
  param: 'cursor',
}) {}

/**
 * A filter, or another request that reads much, took longer than a request may.
 * @param done what has been done for good all the same
 */
export class TooSlowError extends httpError(504, 'filter_too_slow', {
  message: (ms: number, done?: string) =>
    `The request was not done within ${ms / 1000} s${done === undefined ? '' : `; ${done}`}.`,
  remedy:
    'Narrow the request down: a smaller collection, less metadata for each item, fewer pages. Or start the server with a larger --query-ms.',
}) {}

/** No map was made of what the collection is searched by. */
export class UnknownMapError extends httpError(404, 'map_not_found', {
  message: (collection: string) => `There is no map of the collection "${collection}".`,
  remedy: (collection) =>
    `Have one made: POST /v1/collections/${collection}/map, with an admin key where there are keys.`,
  param: 'collection',
}) {}

/** Too few vectors for a map. */
export class MapTooSmallError extends httpError(409, 'map_too_small', {
  message: (collection: string, vectors: number) =>
    `The collection "${collection}" has ${vectors} items that its model has seen, too few for a map.`,
  remedy: 'Put in more: three at the least, and some hundreds for the map to tell something.',
  param: 'collection',
}) {}

// Jobs.

/** A folder of pictures that the server cannot list. */
export class FolderInvalidError extends httpError(400, 'folder_invalid', {
  message: (folder: string, reason: string) => `The folder ${folder} cannot be indexed: ${reason}.`,
  remedy: "Give the absolute path of a folder on the server's machine that the server may read.",
  param: 'folder',
}) {}

/** A job is at work on the folder, for the same collection. */
export class FolderBusyError extends httpError(409, 'folder_busy', {
  message: (folder: string, job: string) => `The job ${job} is indexing the folder ${folder}.`,
  remedy: (_folder, job) => `Wait for it, or end it with DELETE /v1/jobs/${job}.`,
  param: 'folder',
}) {}

/** Pictures are gone from a folder in a way that a folder has that is not what it was. */
export class FolderEmptiedError extends defineError('folder_emptied', {
  message: (gone: number, followed: number, reason: string) =>
    `${gone} of ${followed} pictures are gone from the folder, and ${reason}: nothing was taken out.`,
  remedy: 'See whether the folder is mounted and whole. If they are to go: --prune anyway.',
}) {}

/** The file in a folder that says something of its pictures cannot be used. */
export class MetadataTableError extends defineError('metadata_table_invalid', {
  message: (file: string, problem: string) => `${file} cannot be used: ${problem}.`,
  remedy:
    'Mend it, or move it out of the folder: it has one row a picture, with its path in the column "path".',
}) {}

/** What a folder says of one picture cannot be its metadata. */
export class FileMetadataError extends defineError('file_metadata_invalid', {
  message: (problem: string) => `Its metadata ${problem}`,
  remedy: 'Metadata is a JSON object of at most 16 KiB.',
}) {}

/** A file whose path is the id of an item that is none of the folder's. */
export class IdTakenError extends defineError('id_taken', {
  message: (folder: string | null) =>
    `Its path is the id of another picture, ${folder === null ? 'put in by itself' : `of the folder ${folder}`}`,
  remedy: 'Index this folder into a collection of its own, or delete that item.',
}) {}

/** A file that is being written. */
export class FileChangingError extends defineError('file_changing', {
  message: 'It changed while it was read',
  remedy: 'Index the folder again once it is written.',
}) {}

/** An item that a request has changed while its file was read. */
export class ItemOvertakenError extends defineError('item_overtaken', {
  message: 'Its item was changed meanwhile',
  remedy: 'Index the folder again.',
}) {}

/** No job of this id, or one that ended long ago. */
export class UnknownJobError extends httpError(404, 'job_not_found', {
  message: (id: string) => `There is no job "${id.slice(0, 64)}".`,
  remedy: 'List what there is with GET /v1/jobs. Jobs are forgotten when the server stops.',
  param: 'id',
}) {}

// The store.

/** The database refused or failed; what was being written is not acknowledged. */
export class StoreFailedError extends httpError(503, 'store_failed', {
  message: (cause: unknown) => `The database could not do this: ${reasonOf(cause)}.`,
  remedy: 'Check the disk and the data folder, and run the server with --check.',
}) {}

/**
 * The database that the server works with cannot be reached, or does not take this for now.
 * @param place its address without secrets
 */
export class StoreUnavailableError extends httpError(503, 'store_unavailable', {
  message: (place: string, reason: string) =>
    `The database ${place} is not available: ${reason}. What was being written is not acknowledged.`,
  remedy:
    'Try again in a few seconds: the server goes on by itself once the database does. If it does not, see whether it runs and lets the server in.',
}) {}

/**
 * The place of --pictures cannot be reached, or does not take this for now.
 * @param place s3://bucket/prefix, or the folder
 */
export class PicturesUnavailableError extends httpError(503, 'pictures_unavailable', {
  message: (place: string, reason: string) =>
    `The kept pictures in ${place} are not available: ${reason}. What was being written is not acknowledged.`,
  remedy:
    'Try again in a few seconds: the server goes on by itself once they are there. Searches, embeddings and metadata do meanwhile.',
}) {}

/** Somebody has deleted or changed a kept picture in the place of --pictures. */
export class PictureLostError extends httpError(503, 'picture_lost', {
  message: (collection: string, id: string, object: string, problem: string) =>
    `The kept picture of the item "${id}" of "${collection}" cannot be read: ${object} ${problem}.`,
  remedy: 'Put it back from a copy of the bucket or folder, or put the item in again or delete it.',
}) {}

/** Snapshots are made by what the database comes with. */
export class SnapshotsUnsupportedError extends httpError(501, 'snapshots_unsupported', {
  message: 'An index in PostgreSQL is not copied to files by this server.',
  remedy: () =>
    `Copy the database with pg_dump, or to a data folder: ${callOf('migrate')} --from postgres://... --to <folder>.`,
}) {}

/** The disk has no room for the write, or less than is kept free. */
export class StorageFullError extends httpError(507, 'storage_full', {
  message: 'The disk with the data folder is full or nearly so; nothing was written.',
  remedy:
    'Make room on the disk and send the request again. Searching and deleting go on meanwhile.',
}) {}

/**
 * The database in the data folder, or something in it, is damaged.
 * @param what is damaged: "The database /data/index.sqlite", `A vector of the item "a"`
 */
export class DataCorruptError extends httpError(503, 'data_corrupt', {
  message: (what: string, cause: unknown) => `${what} cannot be read: ${reasonOf(cause)}.`,
  remedy: () =>
    `Stop the server and run \`${callOf('start')} --check\`, which lists all that is damaged. Then restore the newest snapshot (\`${callOf('restore')} --help\`) or copy what can be read: \`${callOf('start')} --salvage <new folder>\`. An item that is damaged by itself can also be put in again or deleted.`,
}) {
  readonly what: string;
  readonly reason: string;

  constructor(what: string, cause: unknown) {
    super(what, cause);
    this.what = what;
    this.reason = reasonOf(cause);
  }
}

// What no request leads to.

/** A snapshot is not restored over what is there. */
export class CollectionNotEmptyError extends defineError('collection_not_empty', {
  message: (name: string, items: number) =>
    `The collection "${name}" holds ${items} items already.`,
  remedy: 'Delete it first, or restore into another data folder.',
}) {}

/** A snapshot that is not what was written. */
export class SnapshotInvalidError extends defineError('snapshot_invalid', {
  message: (file: string, problem: string) =>
    `The snapshot ${file} cannot be restored: ${problem}.`,
  remedy: 'Copy the .sqlite file and the .json file beside it again, or take an earlier snapshot.',
}) {}

/** What is put in has no vector of the model that the collection has become to be searched by. */
export class ModelChangedError extends httpError(503, 'model_changed', {
  message: (collection: string) =>
    `The model of the collection "${collection}" was changed while this was worked on.`,
  remedy: 'Send it again.',
}) {}

/** The vectors that a collection is searched by cannot be dropped. */
export class VectorsInUseError extends defineError('vectors_in_use', {
  message: (collection: string, model: string) =>
    `The collection "${collection}" is searched by the vectors of the model ${model.slice(0, 12)}.`,
  remedy: 'Switch the collection to another model first.',
}) {}
