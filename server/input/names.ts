import { limits } from '../config/limits.ts';
import { CollectionNameError } from '../errors/CollectionNameError.ts';
import { IdInvalidError } from '../errors/IdInvalidError.ts';

export function checkCollection(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)) throw new CollectionNameError(name);
  return name;
}

export function checkId(id: string): string {
  const bytes = Buffer.byteLength(id);
  if (bytes === 0) throw new IdInvalidError('is empty');
  if (bytes > limits.idBytes) throw new IdInvalidError(`takes ${bytes} bytes`);
  if (/\p{Cc}/u.test(id)) throw new IdInvalidError('has control characters');
  if (!id.isWellFormed()) throw new IdInvalidError('is not well-formed Unicode');
  // Clients resolve these two as steps in a path and never ask for the item.
  if (id === '.' || id === '..') throw new IdInvalidError(`"${id}" cannot be addressed`);
  return id;
}
