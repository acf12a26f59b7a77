import { CheckpointAmbiguousError, CheckpointNetworkError } from '../errors.ts';
import { type FoundNetwork, findNetworks, type StoredTensors } from './findNetworks.ts';

/** What a network is called that is the average of another one's weights, or trails behind it. */
const average = /(^|[._])(momentum|ema|teacher|target|key|k|averaged?|swa)([._]|$)/;

/**
 * The ResNet of a file: of one that is trained and an average of it, the one that is trained.
 * @param told what the names of its tensors begin with, where it was told
 * @throws {CheckpointNetworkError} where there is none; {CheckpointAmbiguousError} where there are several
 */
export function chooseNetwork(path: string, all: StoredTensors, told?: string): FoundNetwork {
  const found = findNetworks(all);
  const prefixes = found.map(({ prefix }) => prefix);
  if (told !== undefined) {
    const wanted = found.find(({ prefix }) => prefix === told || prefix === `${told}.`);
    if (wanted === undefined) throw new CheckpointAmbiguousError(path, prefixes, told);
    return wanted;
  }
  if (found.length === 0) throw new CheckpointNetworkError(path, [...all.keys()]);
  const trained = found.length === 1 ? found : found.filter(({ prefix }) => !average.test(prefix));
  if (trained.length !== 1) throw new CheckpointAmbiguousError(path, prefixes);
  return trained[0]!;
}
