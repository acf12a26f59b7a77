import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The program of a browser that is installed; says what to do where there is none. */
export function findBrowser(): string {
  const { PUPPETEER_EXECUTABLE_PATH: named, PATH = '' } = process.env;
  const programs = PATH.split(delimiter).flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
  const found = named ?? programs.find(existsSync);
  if (found !== undefined) return found;
  console.error(
    'error browser_missing: The pictures are taken with Chromium or Chrome, and neither is on the PATH. Install one (Debian: apt-get install chromium), or name its program: PUPPETEER_EXECUTABLE_PATH=<path>.',
  );
  process.exit(1);
}

/** Without a window. Its sandbox is not for root. */
export function openBrowser(executablePath: string): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return puppeteer.launch({ executablePath, args });
}
