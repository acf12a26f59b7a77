import { SelfsameError } from '@selfsame/models';
import { readFlags } from './config/flags.ts';
import { helpText } from './config/help.ts';
import { loadConfig } from './config/load.ts';
import { configKeys } from './config/schema.ts';
import { ConfigError } from './errors.ts';
import { createRunFolder, openRunFolder, type RunFolder } from './run/folder.ts';
import { train } from './training.ts';

/** Exit status after Ctrl-C, as shells report it. */
const interrupted = 130;
/** A later signal, in milliseconds, is another press: it ends the process at once. */
const onePress = 1000;

function openRun(args: readonly string[]): RunFolder | 'help' {
  const keys = configKeys.filter((key) => key !== 'hidden');
  const { values, switches } = readFlags(args, [...keys, 'config', 'resume'], ['help', 'hidden']);
  if (switches.has('help')) return 'help';
  const { resume, config: file, ...others } = values;
  const settings = { ...others, ...(switches.has('hidden') && { hidden: 'true' }) };
  if (resume === undefined) return createRunFolder(loadConfig(settings, file));
  if (file !== undefined || Object.keys(settings).length > 0) {
    throw new ConfigError(['--resume takes no other setting: a run goes on with its own']);
  }
  return openRunFolder(resume);
}

async function main(): Promise<number> {
  const folder = openRun(process.argv.slice(2));
  if (folder === 'help') {
    console.log(helpText());
    return 0;
  }
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
    console.error(`  npm run train -- --resume ${folder.path}`);
    // Decoding or publishing may still be going on.
    process.exit(interrupted);
  }
  const { card, dir } = outcome.bundle;
  const published = outcome.before ? 'this run is published already:' : 'published';
  console.log(
    `${published} ${card.name}/${card.version} (${card.dimensions} dimensions) in ${dir}`,
  );
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SelfsameError)) throw error;
  console.error(`error ${error.code}: ${error.message}\n${error.remedy}`);
  process.exitCode = 1;
}
