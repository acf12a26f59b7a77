import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import type { Benchmark } from './benchmark.ts';
import { hold } from './hold/bench.ts';
import { ingest } from './ingest/bench.ts';
import { input } from './input/bench.ts';
import { page } from './page/bench.ts';
import { precision } from './precision/bench.ts';
import { scale } from './scale/bench.ts';
import { search } from './search/bench.ts';
import { serve } from './serve/bench.ts';
import { train } from './train/bench.ts';

const benchmarks: Record<string, Benchmark> = {
  hold,
  ingest,
  input,
  page,
  precision,
  scale,
  search,
  serve,
  train,
};

const usage = `npm run bench <name> -- [flags]
  --json  file to write the figures to

There are: ${Object.keys(benchmarks).join(', ')}. The flags of each are in test/bench/<name>/bench.ts.`;

/** `npm run bench <name> -- [flags]`: a table for people and, with `--json <file>`, for machines. */
async function main([name = '', ...args]: string[]): Promise<void> {
  if (['--help', '-h', 'help'].includes(name)) return console.log(usage);
  const benchmark = benchmarks[name];
  if (!benchmark) {
    throw new Error(`there is no benchmark '${name}'; there are: ${Object.keys(benchmarks)}`);
  }
  const at = args.indexOf('--json');
  const [, file] = at < 0 ? [] : args.splice(at, 2);
  if (at >= 0 && file === undefined) throw new Error('--json needs a file');
  const load = loadavg()[0]!.toFixed(2);
  const { table, figures } = await benchmark(args);
  console.log(`${table}\n(load of the machine before: ${load})`);
  if (file) writeFileSync(file, `${JSON.stringify({ benchmark: name, load, figures }, null, 2)}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = 1;
}
