import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where a hub is, where what comes of it is kept, and who asks. */
export interface HubEnvironment {
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** Folder that other programs of that ecosystem keep repositories in as well. */
  readonly cache: string;
  readonly token: string | undefined;
  readonly isOffline: boolean;
}

/**
 * As Hugging Face's own programs read it
 * (https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables).
 */
export function hubEnvironment(env: NodeJS.ProcessEnv): HubEnvironment {
  const caches = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const home = folderOf(env.HF_HOME) ?? join(caches, 'huggingface');
  const isImplicit = !isTrue(env.HF_HUB_DISABLE_IMPLICIT_TOKEN);
  return {
    endpoint: (env.HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, ''),
    cache: folderOf(env.HF_HUB_CACHE) ?? folderOf(env.HUGGINGFACE_HUB_CACHE) ?? join(home, 'hub'),
    token: isImplicit ? tokenOf(env, home) : undefined,
    isOffline: isTrue(env.HF_HUB_OFFLINE),
  };
}

const isTrue = (value = '') => ['1', 'ON', 'YES', 'TRUE'].includes(value.toUpperCase());

function folderOf(path: string | undefined): string | undefined {
  return path ? resolve(path.replace(/^~(?=\/|$)/, homedir())) : undefined;
}

/** The variable's, or the one that `hf auth login` has left. */
function tokenOf(env: NodeJS.ProcessEnv, home: string): string | undefined {
  const told = (env.HF_TOKEN || env.HUGGING_FACE_HUB_TOKEN)?.trim();
  if (told) return told;
  try {
    return (
      readFileSync(folderOf(env.HF_TOKEN_PATH) ?? join(home, 'token'), 'utf8').trim() || undefined
    );
  } catch {
    return undefined;
  }
}
