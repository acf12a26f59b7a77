// `npm run pictures`: makes the pictures of docs/images/ from the real thing. An encoder is trained on
// emoji, served, and asked for what is like a drawing that it has never seen; what a browser shows of
// that, and of the run's report, is what the pictures show.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { argumentsOf } from '../demo/arguments.ts';
import { runProgram, startServer } from '../demo/processes.ts';
import { drawEmoji, readEmoji } from '../demo/samples/emoji.ts';
import { openInstalled } from './browser.ts';
import { type Clip, deviceScaleFactor, photograph, viewport } from './photograph.ts';

/** Drawn by the vendor of those that are indexed, and not among them. */
const asked = 'dagger';

/** As anybody would train: the plan chooses all else. */
const flags = { minutes: '4' };

/** Around what is shown, in CSS pixels. */
const margin = 8;

const target = join(import.meta.dirname, '../../docs/images');

async function train(folder: string, pictures: string): Promise<string> {
  const run = join(folder, 'run');
  const own = { data: pictures, name: 'emoji', run, cache: join(folder, 'cache') };
  const args = Object.entries({ ...flags, ...own }).map(([key, value]) => `--${key}=${value}`);
  await runProgram(new AbortController().signal, 'cli/main.ts', 'train', ...args);
  return join(run, 'report.html');
}

async function takeSearch(page: Page, folder: string, pictures: string): Promise<void> {
  const query = join(folder, `${asked}.png`);
  const drawing = readEmoji().find(({ name }) => name === asked);
  await drawEmoji(drawing!, query);
  const server = await startServer(
    '--models',
    join(folder, 'run/models'),
    '--data',
    join(folder, 'data'),
  );
  try {
    const never = new AbortController().signal;
    await runProgram(never, 'cli/main.ts', 'index', pictures, '--url', server.url);
    await page.goto(server.url);
    await page.getByLabel('Choose a picture').setInputFiles(query);
    const results = page.getByRole('list', { name: 'Nearest pictures' });
    await results.locator('img').nth(23).waitFor();
    await page.waitForLoadState('networkidle');
    const { y, height } = (await results.getByRole('listitem').nth(11).boundingBox())!;
    await photograph(page, join(target, 'page.png'), { y: 0, height: y + height + margin });
  } finally {
    await server.stop();
  }
}

async function takeReport(page: Page, report: string): Promise<void> {
  await page.goto(pathToFileURL(report).href);
  /** From where the first of these sections begins, or the page, to where the last one ends. */
  const clipOf = async (first: string | null, last: string): Promise<Clip> => {
    const boxOf = async (title: string) => {
      return (await page.locator(`//section[h2[.="${title}"]]`).boundingBox())!;
    };
    const y = first === null ? 0 : (await boxOf(first)).y - margin;
    const end = await boxOf(last);
    return { y, height: end.y + end.height + margin - y };
  };
  await photograph(page, join(target, 'report.png'), await clipOf(null, 'At a glance'));
  const pictures = await clipOf('RankMe', 'Augmented views');
  await photograph(page, join(target, 'report-pictures.png'), pictures);
}

argumentsOf(`npm run pictures\n  Makes the pictures of docs/images/ anew, in some minutes.`, {}, 0);
const browser = await openInstalled();
const folder = mkdtempSync(join(tmpdir(), 'selfsame-pictures-'));
try {
  mkdirSync(target, { recursive: true });
  await runProgram(new AbortController().signal, 'test/demo/samples/main.ts', folder);
  const pictures = join(folder, 'emoji');
  const report = await train(folder, pictures);
  const page = await browser.newPage({ viewport, deviceScaleFactor, colorScheme: 'light' });
  await takeReport(page, report);
  await takeSearch(page, folder, pictures);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
