import { callOf, defineError, onnxruntimeReason, type SelfsameError } from '@selfsame/models/light';
import { reasonOf } from './reason.ts';

/** A command that was called wrongly, or that a server did not carry out. */
export class CommandError extends defineError('command_failed', {
  message: (problem: string, _remedy: string) => problem,
  remedy: (_problem, remedy) => remedy,
}) {}

/** A command found no server to talk to. */
export class NoServerError extends defineError('no_server', {
  message: (url: string, reason: string) => `No server answers at ${url}: ${reason}.`,
  remedy: () => `Start it: ${callOf('start').replace(/ --$/, '')}. Or name another with --url.`,
}) {}

/** Another program listens on the port. */
export class PortInUseError extends defineError('port_in_use', {
  message: (host: string, port: number) => `Port ${port} on ${host} is in use by another program.`,
  remedy: 'Stop that program or choose another port: --port 8081.',
}) {}

/** The address or port cannot be listened on. */
export class AddressUnavailableError extends defineError('address_unavailable', {
  message: (host: string, port: number, cause: Error) =>
    `The server cannot listen on ${host}:${port}: ${cause.message}.`,
  remedy: 'Check --host and --port.',
}) {}

// The data folder.

/** The data folder cannot be made, read or written. */
export class DataFolderError extends defineError('data_unwritable', {
  message: (folder: string, cause: unknown) =>
    `The data folder ${folder} cannot be used: ${reasonOf(cause)}.`,
  remedy: 'Give the user who runs the server write access to it, or choose another with --data.',
}) {}

/** Another server holds the data folder. */
export class DataLockedError extends defineError('data_locked', {
  message: (folder: string) => `Another server is using the data folder ${folder}.`,
  remedy: 'Stop that server first, or give this one a folder of its own with --data.',
}) {}

/**
 * The data folder has held an index, and its database is gone or empty.
 * @param snapshots the newest snapshot of each collection: files
 */
export class DataMissingError extends defineError('data_missing', {
  message: (file: string, state: 'missing' | 'empty', _snapshots: readonly string[]) =>
    `The database ${file} is ${state}, and the folder has held an index.`,
  remedy: (_file, _state, snapshots) => {
    const commands = snapshots.map((path) => `\`${callOf('restore')} ${path}\``).join(', ');
    const restore = snapshots.length === 0 ? '' : `restore the newest snapshots (${commands}), `;
    return `Nothing was changed. Put the file back from a copy, ${restore}or start anew with another folder (--data).`;
  },
}) {}

/** The database was written by a later version of the server. */
export class DataTooNewError extends defineError('data_too_new', {
  message: (file: string, found: number, known: number) =>
    `The database ${file} has schema version ${found} and this server knows up to ${known}.`,
  remedy: 'Run the version of selfsame that wrote it, or a later one.',
}) {}

/** The database in the data folder is another one than the folder had. */
export class DataReplacedError extends defineError('data_replaced', {
  message: (file: string, what: string) =>
    `The database ${file} is not the one of this folder: ${what}.`,
  remedy: (file) =>
    `Put the old one back, or restore the newest snapshot into a new folder (\`${callOf('restore')} --help\`). If it is meant to be this one, remove ${file.replace(/[^/\\]*$/, 'index.json')}.`,
}) {}

/** There is nothing to check or to salvage. */
export class NoIndexError extends defineError('data_missing', {
  message: (folder: string) => `The data folder ${folder} holds no index.`,
  remedy: 'Name the folder of one with --data.',
}) {}

/** A check has found, and listed, what is wrong with a data folder. */
export class DataDamagedError extends defineError('data_corrupt', {
  message: (folder: string, problems: number) =>
    `The data folder ${folder} is damaged: ${problems} ${problems === 1 ? 'problem' : 'problems'}, listed above.`,
  remedy: () =>
    `Restore the newest snapshot into a new folder (\`${callOf('restore')} --help\`), or copy what can be read: \`${callOf('start')} --salvage <new folder>\`. An item that is damaged by itself can also be put in again or deleted.`,
}) {}

// The database of --store.

/** The database cannot hold an index. */
export class DatabaseUnsuitableError extends defineError('database_unsuitable', {
  message: (place: string, problem: string) => `The database ${place} cannot be used: ${problem}.`,
  remedy:
    'It has to be PostgreSQL 15 or newer, and made with the encoding UTF8: createdb -E UTF8 -T template0 selfsame.',
}) {}

/** pgvector is not there, or too old. */
export class VectorExtensionError extends defineError('pgvector_missing', {
  message: (place: string, found: string | null, least: string) =>
    `The database ${place} has ${found === null ? 'no pgvector' : `pgvector ${found}`}, and ${least} or newer is needed.`,
  remedy: (_place, found) =>
    found === null
      ? 'Install pgvector on the server of the database, then, as a role that may: CREATE EXTENSION vector;'
      : 'Install a newer one on the server of the database, then: ALTER EXTENSION vector UPDATE;',
}) {}

/** Another program has its tables where those of the index would be. */
export class DatabaseForeignError extends defineError('database_foreign', {
  message: (place: string, table: string) =>
    `The database ${place} has a table "${table}" of another program.`,
  remedy:
    'Give the index a database, or a schema, of its own: ...?options=-c%20search_path%3Dselfsame,public.',
}) {}

/** The database was brought to its schema by a later version of the server. */
export class DatabaseTooNewError extends defineError('data_too_new', {
  message: (place: string, found: number, known: number) =>
    `The database ${place} has schema version ${found} and this server knows up to ${known}.`,
  remedy: 'Run the version of selfsame that brought it there, or a later one.',
}) {}

/** Servers of an earlier version are at work, which could not go on by the schema of this one. */
export class DatabaseBusyError extends defineError('database_busy', {
  message: (place: string, servers: readonly string[]) =>
    `The database ${place} has to be brought to a schema that servers which use it do not know: ${servers.join(', ')}.`,
  remedy: 'Stop those servers first, and start this one again some ten seconds later.',
}) {}

// The place of --pictures.

/** The bucket or folder does not do what it has to. */
export class PicturesUnusableError extends defineError('pictures_unusable', {
  message: (place: string, doing: string, cause: unknown, _remedy: string) =>
    `Kept pictures cannot be ${doing} in ${place}: ${reasonOf(cause)}.`,
  remedy: (_place, _doing, _cause, remedy) => remedy,
}) {}

/** The bucket or folder is of another database, which deletes what it does not know. */
export class PicturesForeignError extends defineError('pictures_foreign', {
  message: (place: string) =>
    `${place} has the pictures of another database, or of a copy of this one.`,
  remedy: (place) =>
    `Give each database a place of its own: --pictures ${place}/another. Where this one is a copy that takes the place of the other for good, delete selfsame.json in ${place}.`,
}) {}

/** The bucket or folder has not the pictures that the database says. */
export class PicturesMissingError extends defineError('pictures_missing', {
  message: (place: string, database: string) =>
    `${place} has not the pictures of the items in ${database}.`,
  remedy:
    'See whether it is the right bucket, or the folder is mounted; or copy the pictures there first, all of them.',
}) {}

/** Pictures are outside the database, and it was not said where. */
export class PicturesNeededError extends defineError('pictures_needed', {
  message: (database: string, place: string) =>
    `Pictures of the items in ${database} are kept in ${place}.`,
  remedy: (_database, place) => `Say so: --pictures ${place}, or SELFSAME_PICTURES.`,
}) {}

/** An index is moved to a place that has one. */
export class MigrationTargetError extends defineError('migration_target', {
  message: (place: string) => `${place} is not empty, or of another move.`,
  remedy: 'Nothing was changed. Name a folder that is not there, or an empty database.',
}) {}

/** An index whose encoder is being changed is not moved. */
export class MigrationBusyError extends defineError('migration_busy', {
  message: () => 'The encoder of the index is being changed.',
  remedy: () => `Wait for that, or cancel it: ${callOf('models')} cancel.`,
}) {}

/** What was moved is not what is there. */
export class MigrationDiffersError extends defineError('migration_differs', {
  message: (collection: string) =>
    `The collection "${collection}" is not the same in both places: it was changed since the move began.`,
  remedy: 'Have nobody write to it meanwhile, and move it to an empty place.',
}) {}

/** A database to which an index has not been moved to the end. */
export class MigrationUnfinishedError extends defineError('migration_unfinished', {
  message: (place: string) => `The database ${place} has a part of an index that was being moved.`,
  remedy: () => `Go on with that: ${callOf('migrate')} --from ... --to ..., as before.`,
}) {}

// The encoder.

/** The models folder has no bundle that can be served. */
export class NoBundleError extends defineError('bundle_not_found', {
  message: (root: string, broken: readonly { readonly error: SelfsameError }[]) =>
    `There is no model to serve in ${root}${broken.map(({ error }) => `; ${error.message}`).join('')}.`,
  remedy: () =>
    `Train one with \`${callOf('train')} --data <folder of pictures>\`, or name one with --model.`,
}) {}

/** The encoder graph does not do what its model card says. */
export class GraphMismatchError extends defineError('bundle_invalid', {
  message: (problem: string) => `The encoder graph does not match its model card: ${problem}.`,
  remedy: 'Publish the bundle again, or serve another one with --model.',
}) {}

/** The requested execution provider does not work here. */
export class DeviceUnavailableError extends defineError('device_unavailable', {
  message: (device: string, cause: unknown, _remedy: string) =>
    `The device "${device}" cannot be used: ${onnxruntimeReason(reasonOf(cause))}`,
  remedy: (_device, _cause, remedy) => remedy,
}) {}
