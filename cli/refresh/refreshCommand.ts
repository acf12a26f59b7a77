import { join, resolve } from 'node:path';
import { readCommand } from '@selfsame/models';
import { type ModelCalls, modelCallsOf } from '../../server/client/activation/calls.ts';
import { type Call, callerOf, downloaderOf } from '../../server/client/call.ts';
import { interrupted, onInterrupt } from '../../server/client/interrupt.ts';
import { exportPictures } from '../../server/client/pictures/exportPictures.ts';
import { lockPictures } from '../../server/client/pictures/lock.ts';
import { exportedText } from '../../server/client/pictures/report.ts';
import { createProgress } from '../../server/client/progress.ts';
import { activateRound } from './activate.ts';
import { lockWork } from './lock.ts';
import { waitForNotice } from './notice.ts';
import { keepOpened, type Opened, openRound } from './openRound.ts';
import { prepare } from './prepare.ts';
import { noteRound, type Round } from './round.ts';
import { searchedBy } from './searchedBy.ts';
import { command, type Settings, trainingFlags, usage } from './settings.ts';
import { trainRound } from './train.ts';

/** `selfsame refresh`. @throws {SelfsameError} */
export async function refresh(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { settings } = told;
  const work = resolve(settings.work ?? join('refresh', settings.collection));
  const call = callerOf(settings.url);
  const calls = modelCallsOf(call);
  // Before anything is made: of a collection that is not there nothing is left.
  const before = await searchedBy(calls, settings.collection);
  // It takes an admin key, as what ends the round does: not to be told after hours of training.
  await calls.activations();
  const unlock = lockWork(work);
  try {
    const opened = await openRound(calls, work, before, settings, trainingFlags(told));
    await goThrough(work, opened, settings, { call, calls });
  } finally {
    unlock();
  }
}

/** A round from where it is to its end; each stage is noted once it is over. */
async function goThrough(
  work: string,
  opened: Opened,
  settings: Settings,
  { call, calls }: { call: Call; calls: ModelCalls },
): Promise<void> {
  const { url } = settings;
  const pictures = join(work, 'pictures');
  const config = await prepare(opened, pictures, { call, calls, url });
  keepOpened(opened);
  let { round } = opened;
  const [download, stop] = [downloaderOf(url), onInterrupt()];
  console.log(`round ${round.number} of ${round.collection}, from ${round.before}, in ${work}`);

  if (!round.exported) {
    const progress = createProgress(process.stderr, 'writing', 'pictures');
    const exported = await exportPictures({
      ...{ call, download, collection: round.collection, folder: pictures, stop },
      onProgress: (done, total) => progress.update(done, total),
    }).finally(() => progress.stop());
    if (exported.stopped) return leave('while pictures were written');
    console.log(`1 of 4, pictures: ${exportedText(exported, pictures)}`);
    round = noteRound(round, { exported: true });
  }

  if (round.published === null) {
    const unlock = lockPictures(pictures);
    const trained = await trainRound(round, config, stop).finally(unlock);
    if ('stopped' in trained) return leave(trained.stopped);
    round = noteRound(round, trained);
    console.log(`2 of 4, training: ${trained.published} is published in ${round.models}`);
  }

  const model = round.published!;
  await waitForNotice(calls, model, round.models, url, stop);
  if (stop.aborted) return leave('before the server had noticed the model');
  console.log(`3 of 4, noticed: the server has verified ${model}`);

  const activated = await activateRound(round, model, settings, { calls, download, stop });
  if (activated === 'stopped')
    return leave('while the model was taken into use', stop.aborted ? interrupted : 1);
  end(noteRound(round, { outcome: activated }));
}

/** Decoding or publishing may still be going on. */
function leave(when: string, status = interrupted): never {
  console.error(`stopped ${when}; the same command goes on from there`);
  process.exit(status);
}

function end({ number, outcome, before, published }: Round): void {
  if (outcome === 'done') {
    console.log(`4 of 4, activated: round ${number} went from ${before} to ${published}`);
    return;
  }
  console.error(
    `Round ${number} ends here: the collection goes on with ${before}. The same with --force takes ${published} all the same; without it, a new round begins.`,
  );
  process.exitCode = 1;
}
