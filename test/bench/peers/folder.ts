import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a peer is installed, once for all runs. */
export function peerFolder(peer: string): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'selfsame', 'bench', peer);
}

/** @throws {Error} saying how to get a peer that is not there */
export function refuseMissing(peer: string): never {
  throw new Error(
    `${peer} is not installed: the same command again with --install-peers (into ${peerFolder(peer)})`,
  );
}
