import { readFileSync, statSync } from 'node:fs';
import { type ModelParts, readParts } from '../onnx/parts.ts';
import { GraphUnreadableError } from './errors.ts';

/** The limit of a protobuf message. */
const mostBytes = 2 ** 31 - 1;

/** @throws {GraphUnreadableError} */
export function readModel(path: string): ModelParts {
  try {
    if (statSync(path).size > mostBytes) throw new Error('it has more than 2 GB');
    return readParts(readFileSync(path));
  } catch (error) {
    throw new GraphUnreadableError(path, (error as Error).message, error);
  }
}
