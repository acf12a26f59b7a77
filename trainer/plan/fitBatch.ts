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
  if (isBatchGiven) return config;
  const { length } = scanPictures(config.data, config).files;
  const { data, heldOut = 0 } = config;
  const left = length - heldOut;
  if (left >= config.batch) return config;
  if (length < fewestPictures) throw new DatasetTooSmallError(data, length, fewestPictures);
  if (left < fewestPictures) throw new HeldOutError(data, length, heldOut, fewestPictures);
  const batch = batchFor(left);
  console.error(
    `batch: ${batch} of the ${left} pictures at a time, since they fill no ${config.batch} (--batch)`,
  );
  return withoutConflicts({ ...config, batch });
}
