import type { Page } from 'playwright-core';

/** What a reader sees of a way through a grid. */
export interface Scrolled {
  /** Milliseconds from one frame to the next, by how many of a hundred are shorter. */
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
  /** Tiles in the window without their picture, at all looks together, and of how many. */
  readonly blank: number;
  readonly tiles: number;
}

export interface Jumped {
  /** Milliseconds until all tiles in the window have their names, and their pictures. */
  readonly named: number;
  readonly shown: number;
  /** Requests that were sent for it. */
  readonly requests: number;
}

interface Raw {
  readonly times: readonly number[];
  readonly blank: number;
  readonly tiles: number;
}

/** Scrolls so many pixels a frame. */
export async function scroll(page: Page, step: number, frames: number): Promise<Scrolled> {
  const { times, blank, tiles } = await page.evaluate<Raw>(`(${scrollHere})(${step}, ${frames})`);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  return { p50: at(0.5), p95: at(0.95), longest: at(1), blank, tiles };
}

/** Goes to a share of the way to the end at once, as the bar at the side does. */
export async function jump(page: Page, share: number): Promise<Jumped> {
  let requests = 0;
  const count = () => requests++;
  page.on('request', count);
  const [named, shown] = await page.evaluate<[number, number]>(`(${jumpHere})(${share})`);
  page.off('request', count);
  return { named, shown, requests };
}

/** Waits until all tiles in the window have their pictures. */
export const settle = async (page: Page) => void (await page.evaluate(`(${jumpHere})(null)`));

/** Tiles of the grid that the window shows. */
const tilesHere = `() => [...document.querySelectorAll('.grid .card')].filter((card) => {
  const { top, bottom } = card.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
})`;

const scrollHere = `async (step, frames) => {
  const tilesHere = ${tilesHere};
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = [];
  let [blank, tiles] = [0, 0];
  for (let before = await frame(), i = 0; i < frames; i++) {
    scrollBy(0, step);
    const now = await frame();
    times.push(now - before);
    before = now;
    if (i % 10 !== 9) continue;
    const here = tilesHere();
    tiles += here.length;
    blank += here.filter((card) => !card.querySelector('img')?.complete).length;
  }
  return { times, blank, tiles };
}`;

const jumpHere = `async (share) => {
  const tilesHere = ${tilesHere};
  const began = performance.now();
  const { scrollHeight } = document.documentElement;
  if (share !== null) scrollTo(0, share * (scrollHeight - innerHeight));
  for (let named = 0; ; ) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const passed = performance.now() - began;
    const here = tilesHere();
    if (here.length > 0 && here.every((card) => card.hasAttribute('data-id'))) {
      named ||= passed;
      if (here.every((card) => card.querySelector('img')?.complete)) return [named, passed];
    }
    if (passed > 60_000) throw new Error('not all tiles have their pictures after a minute');
  }
}`;
