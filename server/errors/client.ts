import { callOf, defineError, unwritableRemedy } from '@selfsame/models/light';

// What a command that asks a server meets.

/** The server knows no model by the name. */
export class NoSuchModelError extends defineError('model_not_found', {
  message: (asked: string, known: readonly string[]) =>
    `The server has no model "${asked}"; there is: ${known.join(', ')}.`,
  remedy: 'Name one of them, or publish it into a folder that the server looks in (--models).',
}) {}

/** No model is being taken into use. */
export class NoActivationError extends defineError('activation_not_found', {
  message: 'No model is being taken into use.',
  remedy: () => `Begin with: ${callOf('models')} activate <name>/<version>.`,
}) {}

/** The server has lost sight of a job, and the model is not in use. */
export class ActivationForgottenError extends defineError('activation_forgotten', {
  message: (model: string) =>
    `The server was started anew and knows nothing more of how ${model} is taken into use.`,
  remedy: 'Give the command again: what was done stays.',
}) {}

/** Pictures are not written where something else lies. */
export class ExportFolderError extends defineError('export_folder_invalid', {
  message: (folder: string, reason: string) =>
    `The pictures cannot be written to ${folder}: ${reason}.`,
  remedy:
    'Name a new or an empty folder, or one that this command has written of the same collection.',
}) {}

/** Two that write into one folder would put pictures under ids of others. */
export class ExportLockedError extends defineError('export_locked', {
  message: (folder: string) => `Another process is writing or using the pictures in ${folder}.`,
  remedy: 'Wait until it has ended, or name another folder.',
}) {}

/** The system does not let pictures be written, most often because the disk is full. */
export class ExportUnwritableError extends defineError('export_unwritable', {
  message: (folder: string, cause: Error) =>
    `The pictures cannot be written to ${folder}: ${cause.message}.`,
  remedy: (_folder, cause) =>
    `${unwritableRemedy(cause)}, and give the command again: it goes on from there.`,
}) {}
