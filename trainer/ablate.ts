import { openHeldOut } from './ablate/heldOut.ts';
import { help, readOptions } from './ablate/options.ts';
import { writeReport } from './ablate/report.ts';
import { readResult } from './ablate/result.ts';
import { runArm } from './ablate/runArm.ts';
import { listRuns } from './ablate/runs.ts';
import { studies } from './ablate/studies.ts';
import { RunLockedError } from './errors.ts';
import { lockRun } from './run/lock.ts';

/** Time that another process may take to write the report, in milliseconds. */
const reportMs = 60_000;

/** Exit status after Ctrl-C, as shells report it. */
const interrupted = 130;

/** `selfsame ablate`. @throws {SelfsameError} */
export async function ablate(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options === null) return console.log(help);
  const { base, minutes, limit } = options;
  const arms = options.studies.flatMap((study) => studies[study].arms(base));
  const largest = Math.max(...arms.map(({ settings }) => settings.batch ?? base.batch));
  const data = await openHeldOut(base, largest, limit);
  const dataset = data.training.digest;
  const runs = listRuns(base, { ...options, folder: options.runs, dataset });

  /** One process at a time: others may share the runs, and the report with them. */
  const report = () => {
    const unlock = lockRun(options.runs, reportMs);
    try {
      writeReport({ ...options, path: options.report, data, runs });
    } finally {
      unlock();
    }
  };

  const stop = new AbortController();
  // A second Ctrl-C ends the process at once.
  process.once('SIGINT', () => {
    console.error('\nstopping ...');
    stop.abort(interrupted);
  });
  const timer = setTimeout(() => stop.abort(0), (minutes ?? 0) * 60_000);
  if (minutes === undefined) clearTimeout(timer);
  for (const [i, { study, arm, config }] of runs.entries()) {
    if (stop.signal.aborted) break;
    if (readResult(config.run!)) continue;
    const label = `${study}: ${arm.series}, ${arm.x}, seed ${config.seed}`;
    console.error(`run ${i + 1} of ${runs.length}: ${label}`);
    const result = await runArm(config, data, stop.signal).catch((error) => {
      if (!(error instanceof RunLockedError)) throw error;
      console.error('another process is at it');
    });
    if (result) report();
  }
  clearTimeout(timer);
  const done = runs.filter(({ config }) => readResult(config.run!)).length;
  // An earlier report is not replaced by an empty one.
  if (done > 0) report();
  console.log(`${done} of ${runs.length} runs${done > 0 ? ` in ${options.report}` : ''}`);
  if (done < runs.length) console.log('the same command goes on with the others');
  // Measuring may still be going on.
  if (stop.signal.aborted) process.exit(stop.signal.reason as number);
  data.labelled.close();
}
