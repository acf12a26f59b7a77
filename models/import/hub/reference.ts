import { ConfigError } from '../../errors/config.ts';

/** A graph on a Hugging Face hub, or a repository that has one where it usually is. */
export interface HubReference {
  /** owner/name */
  readonly repository: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
  /** Path of the graph in it; undefined where it is to be looked for. */
  readonly graph: string | undefined;
}

const scheme = 'hf:';
const name = '[\\w-][\\w.-]*';
/** Those with a slash are written as they are, as Hugging Face's own paths have it; others are %2F. */
const revision = 'refs/(?:pr|convert)/[\\w.-]+|[^/@]+';
const pattern = new RegExp(`^${scheme}(${name}/${name})(?:@(${revision}))?(?:/(.+\\.onnx))?$`);

/** Whether what is imported is named as one on a hub. */
export const isHubReference = (text: string): boolean => text.startsWith(scheme);

/** Reads `hf:<owner>/<repository>[@revision][/<graph>.onnx]`. @throws {ConfigError} */
export function readHubReference(text: string, call: string): HubReference {
  const [, repository = '', told = 'main', graph] = pattern.exec(text) ?? [];
  const revision = decoded(told);
  const goesUp = [revision, graph].some((path) => path?.split('/').includes('..'));
  if (repository === '' || revision === null || goesUp) {
    const form = `${scheme}<owner>/<repository>[@revision][/<graph>.onnx]`;
    throw new ConfigError([`${text} is not of the form ${form}`], call);
  }
  return { repository, revision, graph };
}

/** Null of what no text was encoded to. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
