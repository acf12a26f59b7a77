import { defineError } from '../errors/define.ts';

/** Nothing here can ask a registry of Python packages. */
export class DownloaderMissingError extends defineError('downloader_missing', {
  message: (tried: readonly string[]) =>
    `There is nothing to download a Python package with: ${tried.join(', ')}`,
  remedy: 'Install pip or uv, or fetch the wheel by other means and name it with --from.',
}) {}

/** The registry was asked, and what was wanted did not come. */
export class DownloadFailedError extends defineError('download_failed', {
  message: (what: string, command: string, reason: string) =>
    `${what} was not downloaded. ${command} says: ${reason}`,
  remedy:
    'See that the registry can be reached, or fetch the wheel elsewhere and name it with --from.',
}) {}

/** A file that is not the one that was tried here. */
export class WheelForeignError extends defineError('wheel_foreign', {
  message: (path: string, sha256: string, wanted: string) =>
    `${path} has the SHA-256 ${sha256} where ${wanted} belongs`,
  remedy: 'Fetch it again; from a registry that has another one under this name, take none.',
}) {}

/** Weights that hold something else than tensors, or are cut short. */
export class WeightsUnreadableError extends defineError('weights_unreadable', {
  message: (file: string, reason: string) => `The weights ${file} cannot be read: ${reason}`,
  remedy: 'Fetch them again; a file that holds more than tensors is not read.',
}) {}
