import { defineError } from '../errors/define.ts';

/** Nothing here can ask a registry of Python packages. */
export class DownloaderMissingError extends defineError('downloader_missing', {
  message: 'Neither pip nor uv is here, with one of which the package is downloaded',
  remedy: 'Install pip or uv, or fetch the wheel by other means and name it with --from.',
}) {}

/** The registry was asked, and what was wanted did not come. */
export class DownloadFailedError extends defineError('download_failed', {
  message: (what: string, said: string) => `${what} was not downloaded: ${said}`,
  remedy:
    'See that the registry can be reached, or fetch the wheel elsewhere and name it with --from.',
}) {}

/** A file that is not the one that was tried here. */
export class WheelForeignError extends defineError('wheel_foreign', {
  message: (what: string, problem: string) => `${what} is not the one that was tried: ${problem}`,
  remedy: 'Fetch it again; from a registry that has another one under this name, take none.',
}) {}
