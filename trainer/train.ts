import { SelfsameError } from '@selfsame/models';
import { ConfigError } from './config/ConfigError.ts';
import { readFlags } from './config/flags.ts';
import { helpText } from './config/help.ts';
import { loadConfig } from './config/load.ts';
import { configKeys } from './config/schema.ts';
import { createRunFolder, openRunFolder, type RunFolder } from './run/folder.ts';
import { train } from './run/train.ts';

/** Exit status after Ctrl-C, as shells report it. */
const interrupted = 130;

function openRun(args: readonly string[]): RunFolder | 'help' {
  const { values, switches } = readFlags(args, [...configKeys, 'config', 'resume'], ['help']);
  if (switches.has('help')) return 'help';
  const { resume, config: file, ...settings } = values;
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
  // A second Ctrl-C ends the process at once, as if there were no handler.
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  console.error(`run folder: ${folder.path}`);
  const outcome = await train(folder, stop.signal);
  if ('stoppedAt' in outcome) {
    console.error(`stopped after step ${outcome.stoppedAt}; go on with:`);
    console.error(`  npm run train -- --resume ${folder.path}`);
    return interrupted;
  }
  const { card, dir } = outcome.bundle;
  console.log(`published ${card.name}/${card.version} (${card.dimensions} dimensions) in ${dir}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SelfsameError)) throw error;
  console.error(`error ${error.code}: ${error.message}\n${error.remedy}`);
  process.exitCode = 1;
}
