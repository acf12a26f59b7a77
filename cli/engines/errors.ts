import { callOf, defineError } from '@selfsame/models';

const again = 'and give the command again: it goes on from what was complete.';

/** There are no wheels for this machine. */
export class EnginePlatformError extends defineError('engine_platform', {
  message: (engine: string, here: string, there: readonly string[]) =>
    `There is no ${engine} for ${here}: its libraries are made for ${there.join(' and ')}.`,
  remedy: () => `\`${callOf('engines')}\` tells what can be used here.`,
}) {}

/** The C library is older than what the wheels were built with. */
export class GlibcTooOldError extends defineError('glibc_too_old', {
  message: (engine: string, wanted: string, here: string) =>
    `${engine} needs glibc ${wanted} or newer, and here is ${here}.`,
  remedy: 'Use a newer Linux, or a container of one; Alpine has another C library.',
}) {}

/** Nothing here can download from a Python package index. */
export class NoPipError extends defineError('pip_missing', {
  message: 'Neither pip nor uv is here, with one of which the libraries are downloaded.',
  remedy:
    'Install one: `apt install python3-pip`, `dnf install python3-pip` or, without the rights, uv (https://docs.astral.sh/uv).',
}) {}

/** A download failed. */
export class EngineDownloadError extends defineError('engine_download', {
  message: (what: string, said: string) => `${what} cannot be downloaded: ${said}`,
  remedy: `Make the index reachable, by pip's own settings (\`pip config list\`) where it is yours, ${again}`,
}) {}

/** What was downloaded is not what was pinned. */
export class EngineDigestError extends defineError('engine_digest', {
  message: (what: string, problem: string) => `${what} is not the file that is wanted: ${problem}`,
  remedy: `Nothing of it was kept. Look what stands between you and the package index, ${again}`,
}) {}

/** The disk is full. */
export class EngineDiskError extends defineError('engine_disk_full', {
  message: (folder: string, free: string) => `There is no room left in ${folder}: ${free} is free.`,
  remedy: `Make room there, or name another folder with SELFSAME_ENGINES, ${again}`,
}) {}

/** The folder of engines cannot be written. */
export class EngineFolderError extends defineError('engine_folder', {
  message: (folder: string, cause: Error) =>
    `The folder of engines ${folder} cannot be written: ${cause.message}.`,
  remedy: 'Give yourself the right to write there, or name another with SELFSAME_ENGINES.',
}) {}

/** Another process installs or removes the same. */
export class EngineBusyError extends defineError('engine_busy', {
  message: (engine: string) => `Another process is installing ${engine}.`,
  remedy: 'Wait until it has ended, or end it.',
}) {}

/** What has to be compiled cannot be. */
export class NoCompilerError extends defineError('compiler_missing', {
  message: (engine: string) => `${engine} is compiled here, and there is no g++.`,
  remedy: `Install it (\`apt install g++\`, \`dnf install gcc-c++\`) ${again}`,
}) {}

/** The compiler did not come to an end with it. */
export class EngineBuildError extends defineError('engine_build', {
  message: (engine: string, said: string) => `${engine} cannot be compiled: ${said}`,
  remedy: `Take g++ 9 or newer ${again}`,
}) {}
