import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';

/** A page that is watched for what none may do: errors, violations of its policy, and other hosts. */
export async function openWatched(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.stack ?? error.message));
  page.on('console', (message) => {
    // An answer that is an error is told so on the page, and by the browser here.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isAnswer) wrong.push(message.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const isOwn = ['blob:', 'data:'].includes(protocol) || origin === new URL(url).origin;
    if (!isOwn) wrong.push(request.url());
  });
  page.on('close', () => assert.deepEqual(wrong, []));
  watched.set(page, wrong);
  await page.goto(url);
  return page;
}

const watched = new WeakMap<Page, readonly string[]>();

/** Nothing of that has happened so far. */
export const assertClean = (page: Page) => assert.deepEqual(watched.get(page), []);

/** No barrier that axe calls serious or critical, in light and in dark, which differ in colours alone. */
export async function assertAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const isLoaded = await page.evaluate<boolean>("'axe' in globalThis");
    // There are no frames, for which another page would be opened each time.
    const axe = new AxeBuilder({ page, ...(isLoaded && { axeSource: '0' }) }).setLegacyMode();
    axe.options({ resultTypes: ['violations'], iframes: false });
    const checks = colorScheme === 'light' ? axe : axe.withRules('color-contrast');
    const { violations } = await checks.analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const told = grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    assert.deepEqual(told, [], `${colorScheme} ${page.url()}`);
  }
}

/** Nothing is wider than the window, which on a phone would move the page to the side. */
export async function assertFits(page: Page): Promise<void> {
  const content = await page.evaluate<number>('document.documentElement.scrollWidth');
  // A phone's browser calls its window as wide as the content.
  const { width } = page.viewportSize()!;
  assert.ok(content <= width, `${content} > ${width} px: ${page.url()}`);
}

/** Drops files and folders of this machine onto the page, as a user's mouse would. */
export async function dropFiles(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await session.detach();
}
