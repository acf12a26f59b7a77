import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { WeightsUnreadableError } from './errors.ts';
import { legacyHead, readLegacy } from './legacy.ts';
import { isSafetensors, readSafetensors } from './safetensors.ts';
import type { StoredTensor } from './storage.ts';
import { readZip, zipHead } from './zip.ts';

const isLegacy = (bytes: Buffer) => bytes.subarray(0, legacyHead.length).equals(legacyHead);
const isZip = (bytes: Buffer) => bytes.subarray(0, zipHead.length).equals(zipHead);

/** What a file of tensors is, by how it begins or else by its name; null of any other file. */
export function tensorFormat(path: string): 'torch' | 'safetensors' | null {
  const fd = openSync(path, 'r');
  try {
    const head = Buffer.alloc(legacyHead.length);
    const bytes = head.subarray(0, readSync(fd, head));
    if (isLegacy(bytes) || isZip(bytes)) return 'torch';
    if (isSafetensors(bytes)) return 'safetensors';
  } finally {
    closeSync(fd);
  }
  if (/\.safetensors$/i.test(path)) return 'safetensors';
  return /\.(pth|pt|ckpt)(\.tar)?$/i.test(path) ? 'torch' : null;
}

/**
 * Reads a PyTorch checkpoint, `.pth` of either format, or a `.safetensors` file, for its tensors alone:
 * nothing in it is run.
 * @returns them by their names, those of dictionaries in dictionaries with dots between
 * @throws {WeightsUnreadableError} for anything else, naming it; so does what takes a tensor's values
 */
export async function readTensorFile(path: string): Promise<ReadonlyMap<string, StoredTensor>> {
  const unreadable = (error: unknown) =>
    new WeightsUnreadableError(path, (error as Error).message, error);
  try {
    const tensors = await readTensors(readFileSync(path));
    return new Map([...tensors].map(([name, tensor]) => [name, checked(tensor, unreadable)]));
  } catch (error) {
    throw unreadable(error);
  }
}

const checked = (tensor: StoredTensor, unreadable: (error: unknown) => Error): StoredTensor => ({
  shape: tensor.shape,
  get values() {
    try {
      return tensor.values;
    } catch (error) {
      throw unreadable(error);
    }
  },
});

/** The same of a file's bytes. @throws {Error} */
export async function readTensors(bytes: Buffer): Promise<ReadonlyMap<string, StoredTensor>> {
  if (isLegacy(bytes)) return readLegacy(bytes);
  if (isZip(bytes)) return readZip(bytes);
  if (isSafetensors(bytes)) return readSafetensors(bytes);
  throw new Error('it is neither what torch.save writes nor safetensors');
}
