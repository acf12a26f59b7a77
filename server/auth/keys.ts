import { createHash, timingSafeEqual } from 'node:crypto';

/** What a key may do; each level includes those before it. */
export const keyLevels = ['read', 'write', 'admin'] as const;
export type KeyLevel = (typeof keyLevels)[number];

export interface ApiKey {
  readonly level: KeyLevel;
  /** SHA-256 of the key, which itself is not kept. */
  readonly digest: Buffer;
}

const leastLength = 16;

export const keyHint = `keys that clients need, separated by commas: read:KEY,write:KEY,admin:KEY; each KEY of at least ${leastLength} letters, digits and - . _ ~ + / =`;

/** Takes `read:KEY,write:KEY` apart. No problem quotes any part of a key. */
export function parseKeys(text: string): { keys: ApiKey[]; problems: string[] } {
  const keys: ApiKey[] = [];
  const problems: string[] = [];
  const entries = text.trim() === '' ? [] : text.split(',');
  for (const [i, entry] of entries.entries()) {
    const [, level, key] = /^\s*(\w+):(.*?)\s*$/.exec(entry) ?? [];
    const problem = problemOf(level, key);
    if (problem !== null) problems.push(`key ${i + 1} ${problem}`);
    else keys.push({ level: level as KeyLevel, digest: digestOf(key!) });
  }
  const digests = keys.map(({ digest }) => digest.toString('hex'));
  if (new Set(digests).size < digests.length) problems.push('a key is listed twice');
  return { keys, problems };
}

function problemOf(level: string | undefined, key: string | undefined): string | null {
  if (level === undefined || !(keyLevels as readonly string[]).includes(level))
    return `does not begin with ${keyLevels.map((name) => `${name}:`).join(', ')}`;
  if (key!.length < leastLength) return `is shorter than ${leastLength} characters`;
  // What RFC 6750 lets a client send as a bearer token.
  return /^[\w\-.~+/]+=*$/.test(key!) ? null : 'has characters that a header cannot carry';
}

/** The key's entry, found in a time that tells nothing about the others. */
export function findKey(keys: readonly ApiKey[], sent: string): ApiKey | undefined {
  const digest = digestOf(sent);
  return keys.filter((key) => timingSafeEqual(key.digest, digest))[0];
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
