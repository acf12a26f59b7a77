import { join } from 'node:path';
import { callOf } from '@selfsame/models';
import { call } from './config/load.ts';
import { helpText } from './config/readTrain.ts';
import { readOrder } from './init/readOrder.ts';
import { reportFile } from './report/reporter.ts';
import { createRunFolder, openRunFolder } from './run/folder.ts';
import { train } from './training.ts';

/** Exit status after Ctrl-C, as shells report it. */
const interrupted = 130;
/** A later signal, in milliseconds, is another press: it ends the process at once. */
const onePress = 1000;

/** `selfsame train`. @throws {SelfsameError} */
export async function trainCommand(args: readonly string[]): Promise<void> {
  const order = await readOrder(args);
  if (order === null) return console.log(helpText());
  const folder =
    'resume' in order ? openRunFolder(order.resume, order.publish) : createRunFolder(order.config);
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
  console.error(`run folder: ${folder.path}`);
  const outcome = await train(folder, stop.signal);
  if ('stopped' in outcome) {
    console.error(`stopped ${outcome.stopped}; go on with:`);
    console.error(`  ${call} --resume ${folder.path}`);
    // Decoding or publishing may still be going on.
    process.exit(interrupted);
  }
  const { card, dir } = outcome.bundle;
  const published = outcome.before ? 'this run is published already:' : 'published';
  console.log(
    `${published} ${card.name}/${card.version} (${card.dimensions} dimensions) in ${dir}`,
  );
  console.error(`report: ${join(folder.path, reportFile)}`);
  console.error(`serve it: ${callOf('start')} --model ${dir}`);
}
