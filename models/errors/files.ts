import { defineError } from './define.ts';
import { unwritableRemedy } from './unwritable.ts';

// Bundles.

/**
 * No bundle answers to the reference.
 * @param available references that do exist, e.g. ['cifar/1']
 */
export class BundleNotFoundError extends defineError('bundle_not_found', {
  message: (reference: string, root: string, _available: readonly string[]) =>
    `There is no bundle "${reference}" in ${root}, nor is it a bundle's folder`,
  remedy: (_reference, _root, available) =>
    available.length > 0
      ? `Name one of: ${available.join(', ')}.`
      : 'That folder holds no bundles yet: train one, or name the path of a bundle.',
}) {}

/** The bundle's model.json does not say what it has to. */
export class BundleInvalidError extends defineError('bundle_invalid', {
  message: (dir: string, problems: readonly string[]) =>
    `The bundle in ${dir} is not valid: ${problems.join('; ')}`,
  remedy: 'Copy the whole bundle again, or publish it again with this version of selfsame.',
}) {}

/** The system does not let a bundle, or a folder of them, be read. */
export class BundleUnreadableError extends defineError('bundle_unreadable', {
  message: (path: string, cause: Error) => `${path} cannot be read: ${cause.message}`,
  remedy:
    'Let it be read by the user that reads it, or take it away, or name another folder of models.',
}) {}

/** The graph beside model.json is not the one that model.json was written for. */
export class BundleCorruptError extends defineError('bundle_corrupt', {
  message: (graphPath: string, reason: string) => `The graph ${graphPath} is damaged: ${reason}`,
  remedy: 'Copy the whole bundle again from where it was published.',
}) {}

/** The checkpoint beside model.json is not the one that model.json was written for. */
export class BundleCheckpointError extends defineError('bundle_checkpoint_corrupt', {
  message: (path: string, reason: string) => `The checkpoint ${path} is damaged: ${reason}`,
  remedy:
    'Copy it again from where the bundle was published, or remove it: --init reads the encoder from the graph then.',
}) {}

/** Published bundles are never overwritten. */
export class BundleExistsError extends defineError('bundle_exists', {
  message: (dir: string) => `${dir} exists already, and a published bundle is never overwritten`,
  remedy: 'Publish without a version to take the next free one.',
}) {}

/** The encoder, as it runs here, does not give the embeddings that it gave where it was published. */
export class GoldenMismatchError extends defineError('golden_mismatch', {
  message: (model: string, seed: number, reason: string) =>
    `Model ${model} does not reproduce its golden vector ${seed}: ${reason}`,
  remedy: 'Run it on another device (the CPU is the reference), or publish the bundle again.',
}) {}

/** A folder that takes no more, or nothing at all, where a bundle is to be published. */
export class FolderUnwritableError extends defineError('folder_unwritable', {
  message: (folder: string, cause: Error) => `${folder} cannot be written to: ${cause.message}`,
  remedy: (_folder, cause) => `${unwritableRemedy(cause)}, and give the command again.`,
}) {}

// Files of pictures.

/** A file or a folder that the system does not let be read. */
export class FileUnreadableError extends defineError('file_unreadable', {
  message: (reason: string) => `It cannot be read: ${reason}`,
  remedy: 'See whether it is there and may be read by the user that reads it.',
}) {}

/**
 * Something in a folder that is neither file nor folder, and is never opened.
 * @param what it is, with its article
 */
export class FileSpecialError extends defineError('file_special', {
  message: (what: string) => `It is ${what} and is not opened`,
  remedy: 'Name files and folders alone.',
}) {}

/** A link that leads nowhere. */
export class LinkBrokenError extends defineError('link_broken', {
  message: (reason: string) => `It is a link that leads nowhere: ${reason}`,
  remedy: 'Put back what it leads to, or remove it.',
}) {}

/**
 * A packed archive where pictures are looked for.
 * @param command that unpacks it
 */
export class ArchivePackedError extends defineError('archive_packed', {
  message: (command: string) =>
    `It is a packed archive, into which nothing looks. Unpack it: ${command}`,
  remedy: 'Unpack it, and name the folder that it was unpacked to.',
}) {}
