import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type BrokenBundle,
  type Bundle,
  BundleUnreadableError,
  cardFile,
  dataFile,
  graphFile,
  listBundleFolders,
  modelDigest,
  readPublished,
  SelfsameError,
} from '@selfsame/models';
import { BundleChangedError, BundleGraphTwiceError, BundleTwiceError } from '../errors/models.ts';

export type RegistryState = 'verifying' | 'available' | 'rejected';

/** A bundle that lies in a folder of models. */
export interface Registered {
  readonly dir: string;
  /** name/version, as its folders say; the name alone of a folder that cannot be looked into. */
  readonly name: string;
  /** Null where it cannot be read. */
  readonly bundle: Bundle | null;
  readonly state: RegistryState;
  /** Why it is rejected. */
  readonly error: SelfsameError | null;
}

export interface Known extends Registered {
  /** The folder of models that it lies in. */
  readonly root: string;
  /** Changes when a file of the bundle does. */
  readonly stamp: string;
}

/**
 * What lies in a folder of models; what is as it was is not read again.
 * @param known by folders
 * @throws {BundleUnreadableError} where the folder itself cannot be read
 */
export async function lookInto(
  root: string,
  known: ReadonlyMap<string, Known>,
): Promise<readonly Known[]> {
  const { found, broken } = await listBundleFolders(root);
  const there: Known[] = [];
  for (const { name, version } of found) {
    const dir = join(root, name, version);
    const stamp = await stampOf(dir);
    const before = known.get(dir);
    const isAsItWas = before?.stamp === stamp && !mayHaveChanged(before.error);
    there.push(isAsItWas ? before : await read(root, name, version, stamp, before));
  }
  return [...there, ...broken.map((one) => unread(root, one))];
}

/** The other one of the name may have gone meanwhile, or the right to read it have been given. */
const mayHaveChanged = (error: SelfsameError | null) =>
  error instanceof BundleTwiceError ||
  error instanceof BundleGraphTwiceError ||
  error instanceof BundleUnreadableError;

/** What cannot be looked into. */
const unread = (root: string, { dir, error }: BrokenBundle): Known => {
  return { dir, root, name: basename(dir), stamp: '', bundle: null, state: 'rejected', error };
};

/** A bundle that is new or not what it was. */
async function read(
  root: string,
  folder: string,
  version: string,
  stamp: string,
  before: Known | undefined,
): Promise<Known> {
  const dir = join(root, folder, version);
  const name = `${folder}/${version}`;
  const rejected = (error: SelfsameError): Known => {
    return { dir, root, name, stamp, bundle: null, state: 'rejected', error };
  };
  try {
    const bundle = await readPublished(root, folder, version);
    const isOther = before?.bundle && modelDigest(before.bundle.card) !== modelDigest(bundle.card);
    if (isOther) return rejected(new BundleChangedError(name, dir));
    return { dir, root, name, stamp, bundle, state: 'verifying', error: null };
  } catch (error) {
    if (error instanceof SelfsameError) return rejected(error);
    throw error;
  }
}

/** Of the files' sizes and times; '' where one is missing. */
async function stampOf(dir: string): Promise<string> {
  const stats = await Promise.all(
    [cardFile, graphFile, dataFile].map((file) => stat(join(dir, file)).catch(() => null)),
  );
  return stats
    .map((one) => (one === null ? '' : `${one.size} ${one.mtimeMs} ${one.ino}`))
    .join(' ');
}
