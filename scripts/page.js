// Builds the page that the server sends at `/`, if it is missing or was built of other sources. Plain
// JavaScript without dependencies, as it may run under Node 20; what is built with is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'page/dist');
const stamp = join(root, 'node_modules/.selfsame-page');

/** What the page is made of: its own sources, those of the client that it uses, and the versions of libraries. */
function digestOfSources() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['page', 'client']) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, path, name }) => join(parentPath ?? path, name))
      .filter((file) => !/[\\/](dist[^\\/]*|node_modules)[\\/]/.test(file.slice(root.length)));
    for (const file of files.sort())
      hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

const wanted = digestOfSources();
const isThere = existsSync(join(built, 'index.html')) && existsSync(stamp);
if (!isThere || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('building the page, once ...');
  // Aside, so that a server that runs meanwhile has either the page before or the new one.
  const aside = `${built}-${process.pid}`;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(
    join(root, 'node_modules/.bin/node'),
    [vite, 'build', join(root, 'page'), '--outDir', aside, '--emptyOutDir', '--logLevel', 'error'],
    { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
  );
  if (status !== 0) {
    rmSync(aside, { recursive: true, force: true });
    console.error(
      'error page_not_built: the page could not be built; see the message above, then run the command again.',
    );
    process.exit(status ?? 1);
  }
  rmSync(built, { recursive: true, force: true });
  renameSync(aside, built);
  writeFileSync(stamp, wanted);
}
