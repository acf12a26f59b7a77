import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** How to come to a browser, for whoever has none. */
export const browserHint =
  'Install Chromium or Chrome (Debian: apt-get install chromium), or name its program: BROWSER_TESTS_PATH=<path>.';

/** The program of a browser that is installed; undefined where there is none. */
export function findBrowser(): string | undefined {
  const { BROWSER_TESTS_PATH: named, PATH = '' } = process.env;
  const programs = PATH.split(delimiter).flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
  return named ?? programs.find(existsSync);
}

/** Without a window. Its sandbox is not for root. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
}

/**
 * Why tests in a browser are skipped; false where there is one.
 * @throws {Error} where there is none and BROWSER_TESTS is `required`
 */
export function skippedWithoutBrowser(): string | false {
  if (findBrowser() !== undefined) return false;
  if (process.env.BROWSER_TESTS === 'required')
    throw new Error(`These tests need a browser, and there is none. ${browserHint}`);
  return `there is no browser. ${browserHint}`;
}
