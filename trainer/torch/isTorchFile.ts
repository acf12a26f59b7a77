import { closeSync, openSync, statSync } from 'node:fs';
import { tensorFormat } from '@selfsame/models/torch';
import { isOfOthers } from '../checkpoint/safetensors.ts';

/** Whether a file is a checkpoint of PyTorch's or its like, and not one of selfsame's. */
export function isTorchFile(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const format = tensorFormat(path);
  if (format !== 'safetensors') return format === 'torch';
  const fd = openSync(path, 'r');
  try {
    return isOfOthers(fd);
  } finally {
    closeSync(fd);
  }
}
