import { defineError } from '../../errors/define.ts';
import { unwritableRemedy } from '../../errors/unwritable.ts';

/** What can be done where a hub does not give what it was asked for; whole files stay for the next try. */
const again = 'and give the command again: it goes on where it was broken off.';

/** There is no way to the hub, or it answers with an error of its own. */
export class HubUnreachableError extends defineError('hub_unreachable', {
  message: (url: string, reason: string) => `${url} cannot be fetched: ${reason}`,
  remedy: `See that there is a way to it (HTTPS_PROXY; HF_ENDPOINT names a mirror), ${again}`,
}) {}

/** HF_HUB_OFFLINE forbids to ask. */
export class HubOfflineError extends defineError('hub_offline', {
  message: 'HF_HUB_OFFLINE is set, so that no hub is asked',
  remedy: (folder: string) =>
    `Unset it, or import what was fetched before by the path of its folder, below ${folder}.`,
}) {}

/** There is none, or one that only some may see; a hub does not say which. */
export class HubRepositoryError extends defineError('hub_repository_missing', {
  message: (repository: string, endpoint: string) => `${endpoint} has no ${repository}`,
  remedy: 'See how it is written; for a private one, set HF_TOKEN to a token that may read it.',
}) {}

export class HubRevisionError extends defineError('hub_revision_missing', {
  message: (repository: string, revision: string) => `${repository} has no revision ${revision}`,
  remedy: 'Name a branch, a tag or a commit of it after the @, or leave it out for main.',
}) {}

/** A repository whose owner asks for something first. */
export class HubGatedError extends defineError('hub_gated', {
  message: (repository: string, _page: string) =>
    `${repository} is for those alone whom its owner has let in`,
  remedy: (_repository, page) =>
    `Ask for it at ${page}, and set HF_TOKEN to a token of the account that was let in.`,
}) {}

export class HubTokenError extends defineError('hub_token_refused', {
  message: (endpoint: string) => `${endpoint} refuses the token`,
  remedy: 'Set HF_TOKEN to a valid one, or unset it, and remove the file "token" of HF_HOME.',
}) {}

/** @param graphs those that there are */
export class HubGraphError extends defineError('hub_graph_missing', {
  message: (repository: string, places: readonly string[], graphs: readonly string[]) => {
    const there = graphs.length === 0 ? 'no .onnx file at all' : graphs.join(', ');
    return `${repository} has neither ${places.join(' nor ')}, and ${there}`;
  },
  remedy: (repository, _places, graphs) =>
    graphs.length === 0
      ? 'Export it to ONNX and import that file, or look for a repository that has it so.'
      : `Name the one for pictures: hf:${repository}/${graphs[0]}.`,
}) {}

/** What comes is not what a hub says: something else may answer in its place. */
export class HubAnswerError extends defineError('hub_answer_unusable', {
  message: (url: string, reason: string) => `What ${url} answers is of no use: ${reason}`,
  remedy: 'See that HF_ENDPOINT is a Hugging Face hub, and that no proxy answers in its place.',
}) {}

/** A file that is not the one that the hub has a checksum of; nothing of it is kept. */
export class HubFileError extends defineError('hub_file_damaged', {
  message: (path: string, reason: string) => `${path} did not come as it should: ${reason}`,
  remedy: `Nothing of it was kept. See what stands between you and the hub, and give the command again.`,
}) {}

/** The cache cannot be written. */
export class HubCacheError extends defineError('hub_cache_unwritable', {
  message: (folder: string, cause: Error) => `${folder} cannot be written: ${cause.message}`,
  remedy: (_folder, cause) => `${unwritableRemedy(cause)} with HF_HOME, ${again}`,
}) {}
