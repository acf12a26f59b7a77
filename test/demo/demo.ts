// The whole line on pictures that npm brings: the same emoji drawn by two vendors. An encoder learns
// from both without being told which belong together; then one vendor's drawings are indexed, and
// the other's are searched by. The right answer is known: the same emoji.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBundle } from '@selfsame/models';
import { openCache, type PictureCache } from '../../trainer/data/cache.ts';
import { embedPictures } from '../../trainer/evaluate/embed.ts';
import { rawPixels } from '../../trainer/evaluate/rawPixels.ts';
import { untrainedGraph } from '../../trainer/export/untrained.ts';
import { argumentsOf } from './arguments.ts';
import { indexPictures, searchPictures } from './client.ts';
import { explain } from './explain.ts';
import { pageFile, writeNeighbours } from './neighbours.ts';
import { runProgram, startServer } from './processes.ts';
import { exactAnswers, idOf, type Recall, recallOf, shareOf } from './recall.ts';

const usage = `npm run demo [-- flags]
  --steps  training steps (default 2000: about four minutes on two cores)
  --emoji  how many of the emoji that both vendors have (default: all)
  --exit   end when the figures are printed, in place of serving until Ctrl-C`;

/** What four minutes allow on two cores. */
const usualSteps = 2000;

/** Small views, so that four minutes are many steps: emoji can be told apart at 24 pixels. */
const recipe = { size: '24', lambda: '0.02', 'learning-rate': '0.002' };

function say(text: string): void {
  console.log(`\n== ${text}`);
}

async function demo(
  folder: string,
  { steps, emoji, exit }: { steps: string; emoji?: string | undefined; exit: boolean },
  stop: AbortSignal,
) {
  const pictures = join(folder, 'pictures');
  const models = join(folder, 'models');
  const cacheRoot = join(folder, 'cache');

  say('Drawing the emoji of OpenMoji and Twemoji');
  await runProgram(stop, 'test/demo/render.ts', pictures, ...(emoji ? [emoji] : []));

  say(`Pretraining an encoder on all of them for ${steps} steps`);
  const flags = Object.entries({
    ...recipe,
    data: pictures,
    name: 'emoji',
    run: join(folder, 'run'),
    cache: cacheRoot,
    models,
    // It is shown whatever it is worth.
    publish: 'anyway',
    steps,
  }).map(([key, value]) => `--${key}=${value}`);
  await runProgram(stop, 'cli/main.ts', 'train', ...flags);
  const { card } = await findBundle(models, 'emoji');

  say('Serving it, indexing the drawings of OpenMoji, searching by those of Twemoji');
  const server = await startServer('--models', models, '--data', join(folder, 'data'));
  try {
    const open = (vendor: string) =>
      openCache({ folder: join(pictures, vendor), rule: card.input, cacheRoot, minimum: 1 });
    const [bank, queries] = [await open('openmoji'), await open('twemoji')];
    await indexPictures(server.url, join(pictures, 'openmoji'), bank.paths);
    const answers = await searchPictures(server.url, join(pictures, 'twemoji'), queries.paths);
    const ids = queries.paths.map(idOf);
    // Whitened on all of the drawings, as the trained one is.
    const all = await openCache({ folder: pictures, rule: card.input, cacheRoot, minimum: 1 });
    const graph = (await untrainedGraph(card, all))!;
    all.close();
    const embedded = (cache: PictureCache) =>
      embedPictures(graph, cache, [...cache.paths.keys()], 'untrained');
    const before = await exactAnswers([bank, await embedded(bank)], await embedded(queries));
    const rows = {
      trained: recallOf(ids, answers),
      untrained: recallOf(ids, before),
      'raw pixels': recallOf(ids, await exactAnswers([bank, rawOf(bank)], rawOf(queries))),
    };
    print(queries.count, rows);
    const others = { 'the untrained encoder': rows.untrained, 'raw pixels': rows['raw pixels'] };
    const told = explain(rows.trained, others, Number(steps), usualSteps);
    console.log(`\n${told}`);
    const shown = { queries: ids, before, after: answers };
    await writeNeighbours(pageFile, { pictures, cacheRoot }, shown, told);
    console.log(`\nNeighbours before training and after: ${pageFile}`);
    for (const cache of [bank, queries]) cache.close();
    if (exit || stop.aborted) return;

    console.log(`\nLook at it: ${server.url}`);
    console.log(`Search by a drawing of your choice from ${join(pictures, 'twemoji')}`);
    console.log('Ctrl-C ends it and removes what it made.');
    await new Promise((resolve) => stop.addEventListener('abort', resolve));
  } finally {
    await server.stop();
  }
}

const rawOf = (cache: PictureCache) => rawPixels(cache, [...cache.paths.keys()]);

function print(count: number, rows: Record<string, Recall>): void {
  const percent = (found: readonly boolean[]) =>
    `${(100 * shareOf(found)).toFixed(1)} %`.padStart(9);
  say(`The same emoji of the other vendor, found among ${count}`);
  console.log(`${''.padEnd(12)} recall@1 recall@10`);
  for (const [name, { at1, at10 }] of Object.entries(rows)) {
    console.log(`${name.padEnd(12)}${percent(at1)} ${percent(at10)}`);
  }
}

const { values } = argumentsOf(
  usage,
  {
    steps: { type: 'string', default: String(usualSteps) },
    emoji: { type: 'string' },
    exit: { type: 'boolean', default: false },
  },
  0,
);
if (values.emoji !== undefined && !(Number(values.emoji) >= 150)) {
  console.error(`error: --emoji takes a number from 150 on\n${usage}`);
  process.exit(2);
}
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
const folder = await mkdtemp(join(tmpdir(), 'selfsame-demo-'));
try {
  await demo(folder, values, stop.signal);
} catch (error) {
  console.error(stop.signal.aborted ? 'Interrupted.' : `error: ${(error as Error).message}`);
  process.exitCode = stop.signal.aborted ? 130 : 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
