import { join, relative, resolve } from 'node:path';
import { callOf, modelFolders, modelName } from '@selfsame/models';
import { call } from './config/load.ts';
import { helpText, type NewRun } from './config/readTrain.ts';
import type { Config } from './config/schema.ts';
import { readOrder } from './init/readOrder.ts';
import { fitBatch } from './plan/fitBatch.ts';
import { makePlan } from './plan/makePlan.ts';
import { planText } from './plan/tell.ts';
import { reportFile } from './report/reporter.ts';
import { createRunFolder, discardUnbegun, openRunFolder, type RunFolder } from './run/folder.ts';
import { type Outcome, train } from './training.ts';

/** Exit status after Ctrl-C, as shells report it. */
const interrupted = 130;
/** A later signal, in milliseconds, is another press: it ends the process at once. */
const onePress = 1000;

/** `selfsame train`. @throws {SelfsameError} */
export async function trainCommand(args: readonly string[]): Promise<void> {
  const order = await readOrder(args);
  if (order === null) return console.log(helpText());
  if ('resume' in order) {
    const folder = openRunFolder(order.resume, order.publish);
    return tellEnd(folder, await train(folder, interruptible(folder)));
  }
  const config = await configOf(order);
  if (config === null) return;
  const folder = createRunFolder(config);
  try {
    // Looking and planning count as its time.
    tellEnd(folder, await train(folder, interruptible(folder), 0));
  } catch (error) {
    discardUnbegun(folder);
    throw error;
  }
}

/** The settings of a new run, planned where nothing says how long it goes; null where that is all. */
async function configOf(order: NewRun): Promise<Config | null> {
  if (!order.isOpen && !order.dryRun) return fitBatch(order);
  const plan = await makePlan(order);
  const text = planText(plan, order);
  if (order.dryRun) console.log(text);
  else console.error(text);
  return order.dryRun ? null : plan.config;
}

/** Becomes aborted by Ctrl-C; a second one ends the process. */
function interruptible({ path }: RunFolder): AbortSignal {
  const stop = new AbortController();
  stop.signal.addEventListener('abort', () => console.error('\nstopping ...'));
  let heard = 0;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      // Where npm hands the terminal's signal on, one Ctrl-C arrives twice.
      if (stop.signal.aborted && performance.now() - heard > onePress) process.exit(interrupted);
      heard = performance.now();
      stop.abort();
    });
  }
  console.error(`run folder: ${path}`);
  return stop.signal;
}

function tellEnd(folder: RunFolder, outcome: Outcome): void {
  if ('stopped' in outcome) {
    console.error(`stopped ${outcome.stopped}; go on with:`);
    console.error(`  ${call} --resume ${folder.path}`);
    // Decoding or publishing may still be going on.
    process.exit(interrupted);
  }
  const { card, dir } = outcome.bundle;
  const published = outcome.before ? 'this run is published already:' : 'published';
  console.log(`${published} ${modelName(card)} (${card.dimensions} dimensions) in ${dir}`);
  console.error(`report: ${join(folder.path, reportFile)}`);
  const isUsual = modelFolders().includes(resolve(folder.models));
  const where = isUsual ? '' : ` --models ${relative('', folder.models)}`;
  console.error(`serve it: ${callOf('start')} --model ${card.name}${where}`);
}
