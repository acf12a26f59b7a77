import { browserHint, findBrowser, openBrowser } from '../browser.ts';

/** Opens the browser that is installed; says what to do where there is none. */
export function openInstalled() {
  const program = findBrowser();
  if (program !== undefined) return openBrowser(program);
  console.error(
    `error browser_missing: The pictures are taken with Chromium or Chrome, and neither is on the PATH. ${browserHint}`,
  );
  process.exit(1);
}
