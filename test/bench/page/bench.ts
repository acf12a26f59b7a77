import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBundle, shippedModels } from '@selfsame/models';
import type { Browser } from 'playwright-core';
import { browserHint, findBrowser, openBrowser } from '../../browser.ts';
import type { Benchmark } from '../benchmark.ts';
import { startOurs } from '../serve/processes.ts';
import { type Jumped, jump, type Scrolled, scroll, settle } from './browse.ts';
import { fill } from './fill.ts';
import { type Embedding, embedIn } from './wasm.ts';

const options = {
  items: { type: 'string', default: '100000' },
  frames: { type: 'string', default: '300' },
  pictures: { type: 'string', default: '50' },
  data: { type: 'string' },
} as const;
const collection = 'many';

/**
 * The page in a browser: how smoothly very many items are browsed, and what embedding a picture in it
 * takes by WebAssembly. `--data <folder>` keeps the items for the next time.
 */
export const page: Benchmark = async (args) => {
  const { values } = parseArgs({ args: [...args], options });
  const program = findBrowser();
  if (program === undefined) throw new Error(`there is no browser. ${browserHint}`);
  const bundle = await findBundle(shippedModels, 'cifar10-small');
  const temporary = mkdtempSync(join(tmpdir(), 'selfsame-bench-'));
  const data = values.data ?? join(temporary, 'data');
  try {
    await fill(data, collection, Number(values.items), bundle);
    const server = await startOurs(bundle.dir, data, []);
    const browser = await openBrowser(program);
    try {
      const browsed = await browse(browser, server.url, Number(values.frames));
      const embedded: Embedding[] = [];
      for (const threads of [1, 2])
        embedded.push(await embedIn(browser, server.url, threads, Number(values.pictures)));
      return { table: tableOf(browsed, embedded), figures: { browsed, embedded } };
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
};

interface Browsed {
  readonly slow: Scrolled;
  readonly fast: Scrolled;
  readonly toEnd: Jumped;
  readonly toMiddle: Jumped;
}

async function browse(browser: Browser, url: string, frames: number): Promise<Browsed> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${url}/#/browse?collection=${collection}`);
  await settle(page);
  const slow = await scroll(page, 60, frames);
  await settle(page);
  const fast = await scroll(page, 900, frames);
  await settle(page);
  const toEnd = await jump(page, 1);
  const toMiddle = await jump(page, 0.5);
  await page.close();
  return { slow, fast, toEnd, toMiddle };
}

function tableOf({ slow, fast, toEnd, toMiddle }: Browsed, embedded: readonly Embedding[]): string {
  const ms = (value: number) => value.toFixed(0).padStart(7);
  const frames = ({ p50, p95, longest, blank, tiles }: Scrolled) =>
    `${ms(p50)}${ms(p95)}${ms(longest)}   ${blank} of ${tiles} tiles seen without their picture`;
  const jumps = ({ named, shown, requests }: Jumped) =>
    `${ms(named)}${ms(shown)}   ${requests} requests`;
  const encoders = embedded.map(
    ({ threads, decode, resize, encode }) =>
      `${`${threads} ${threads === 1 ? 'thread' : 'threads'}`.padEnd(22)}${[decode, resize, encode]
        .map((value) => value.toFixed(2).padStart(10))
        .join('')}`,
  );
  return [
    'milliseconds a frame      p50    p95 longest',
    `   60 pixels a frame  ${frames(slow)}`,
    `  900 pixels a frame  ${frames(fast)}`,
    'milliseconds until      names pictures',
    `  at the end          ${jumps(toEnd)}`,
    `  in the middle       ${jumps(toMiddle)}`,
    'by WebAssembly, ms a picture    decode    resize    encode',
    ...encoders,
  ].join('\n');
}
