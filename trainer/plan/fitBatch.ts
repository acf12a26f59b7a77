import { withoutConflicts } from '../config/load.ts';
import type { NewRun } from '../config/readTrain.ts';
import type { Config } from '../config/schema.ts';
import { scanPictures } from '../data/scan.ts';
import { DatasetTooSmallError, HeldOutError } from '../errors.ts';
import { fewestPictures } from './look.ts';
import { batchFor } from './rules.ts';

/**
 * The config of a run that is not planned, with a batch that its pictures fill, unless one was given.
 * @throws {DatasetMissingError | DatasetTooSmallError | HeldOutError | ConfigError}
 */
export function fitBatch({ config, isBatchGiven }: NewRun): Config {
  const { length } = scanPictures(config.data, config).files;
  const { data, heldOut = 0 } = config;
  const left = length - heldOut;
  if (left >= config.batch) return config;
  const fewest = isBatchGiven ? config.batch : fewestPictures;
  if (length < fewest) throw new DatasetTooSmallError(data, length, fewest);
  if (left < fewest) throw new HeldOutError(data, length, heldOut, fewest);
  const batch = batchFor(left);
  console.error(
    `batch: ${batch} of the ${left} pictures at a time, since they fill no ${config.batch} (--batch)`,
  );
  return withoutConflicts({ ...config, batch });
}
