import { callOf, defineError, unwritableRemedy } from '@selfsame/models';

/** What trains is not installed: the server does without it. */
export class TrainerMissingError extends defineError('trainer_missing', {
  message: (cause: Error) => `What trains is not installed: ${cause.message.split('\n')[0]}.`,
  remedy: (_cause) =>
    'Install it: npm install @tensorflow/tfjs-core@4 @tensorflow/tfjs-layers@4 @tensorflow/tfjs-backend-cpu@4 koffi@3 ml-matrix@6 pure-rand@8.',
}) {}

// A round of `selfsame refresh`.

/** There is nothing to learn from, nor anything to go on from. */
export class NotSearchedError extends defineError('collection_not_searched', {
  message: (collection: string) => `The collection "${collection}" is searched by no model yet.`,
  remedy: (collection) =>
    `Put pictures into it first: ${callOf('index')} <folder> --collection ${collection}.`,
}) {}

/** The bundle that the weights are to be taken of is not where this command looks. */
export class ModelElsewhereError extends defineError('model_elsewhere', {
  message: (model: string, folders: readonly string[]) =>
    `The bundle of ${model}, from which training would go on, is not in ${folders.join(' or ')}.`,
  remedy: 'Name the folder of bundles that the server has it from: --models.',
}) {}

/** The server looks elsewhere than bundles are to be published: it would never see them. */
export class ModelsUnseenError extends defineError('models_not_seen', {
  message: (models: string, folders: readonly string[], url: string) =>
    `The server at ${url} looks for models in ${folders.join(' and ')}, and not in ${models}.`,
  remedy: (models, [folder]) =>
    `Publish where it looks, with --models ${folder}, or start it with --models ${models}.`,
}) {}

/** There are not so many pictures as one step of the training takes. */
export class CollectionSmallError extends defineError('collection_too_small', {
  message: (collection: string, kept: number, batch: number) =>
    `The server keeps ${kept} pictures of the collection "${collection}", and a batch takes ${batch}.`,
  remedy: (_collection, kept) =>
    `Give a --batch of at most ${kept}, or put more pictures into the collection.`,
}) {}

/** Two rounds at once would write over one another. */
export class WorkLockedError extends defineError('work_locked', {
  message: (work: string) => `Another process is at a round in ${work}.`,
  remedy: 'Wait until it has ended, or name another folder with --work.',
}) {}

/** The pictures and rounds of a folder are of one collection. */
export class WorkOfOtherError extends defineError('work_of_other_collection', {
  message: (work: string, theirs: string, asked: string) =>
    `The rounds in ${work} are of the collection "${theirs}", and not of "${asked}".`,
  remedy: (_work, theirs) =>
    `Name another folder with --work, or go on with that one: --collection ${theirs}.`,
}) {}

/** What a round has come to cannot be read. */
export class RoundDamagedError extends defineError('round_damaged', {
  message: (path: string, reason: string) => `${path} cannot be read: ${reason}.`,
  remedy: 'Put it back as it was, or remove its folder: a new round begins then.',
}) {}

/** The server does not look where bundles are published. */
export class ModelUnseenError extends defineError('model_not_seen', {
  message: (model: string, folder: string, url: string) =>
    `The server at ${url} does not see ${model}, which is published in ${folder}.`,
  remedy: (_model, folder) =>
    `Start it with --models ${folder}, or copy the bundle into the folder that it looks in, and give the command again: it goes on from here.`,
}) {}

/** The server saw the bundle that was published, and has no use for it. */
export class ModelRejectedError extends defineError('model_rejected', {
  message: (model: string, reason: string) => `The server rejects ${model}: ${reason}`,
  remedy: 'Do what it says, and give the command again: it goes on from here.',
}) {}

/** A round goes on with what it was begun with. */
export class RoundBegunError extends defineError('round_begun', {
  message: (folder: string, what: string) =>
    `The round in ${folder} has begun to train, with another ${what}.`,
  remedy: (folder) =>
    `Give the command without that to go on with it, or remove ${folder} to begin anew.`,
}) {}

/** What a round has come to cannot be kept. */
export class RoundUnwritableError extends defineError('round_unwritable', {
  message: (folder: string, cause: Error) =>
    `The round in ${folder} cannot be kept: ${cause.message}.`,
  remedy: (_folder, cause) =>
    `${unwritableRemedy(cause)}, and give the command again; --work says where.`,
}) {}
