import { withoutConflicts } from '../config/load.ts';
import type { NewRun } from '../config/readTrain.ts';
import type { Config } from '../config/schema.ts';
import { scanPictures } from '../data/scan.ts';
import { DatasetTooSmallError } from '../errors.ts';
import { fewestPictures } from './look.ts';
import { batchFor } from './rules.ts';

/**
 * The config of a run that is not planned, with a batch that its pictures fill, unless one was given.
 * @throws {DatasetMissingError | DatasetTooSmallError | ConfigError}
 */
export function fitBatch({ config, isBatchGiven }: NewRun): Config {
  if (isBatchGiven) return config;
  const { length } = scanPictures(config.data, config).files;
  const left = length - (config.heldOut ?? 0);
  if (left >= config.batch) return config;
  if (left < fewestPictures) throw new DatasetTooSmallError(config.data, left, fewestPictures);
  const batch = batchFor(left);
  console.error(
    `batch: ${batch} of the ${left} pictures at a time, since they fill no ${config.batch} (--batch)`,
  );
  return withoutConflicts({ ...config, batch });
}
