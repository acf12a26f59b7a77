// Does what README.md and the pages in docs/ tell to: every line of their `sh` blocks as it stands
// there, in order, in a copy of this checkout. `npm start` goes on until another one, or the next page.
// Fails where a line does, where an answer is an error, and where a link leads nowhere.
//   node .ci/readme.js [docs/search.md ...]   README.md first, and then these pages, or all
// Plain JavaScript: it runs under Node 20.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const url = 'http://127.0.0.1:8080';
const plainStart = 'npm start';
const minutes = 60_000;

const everyPage = readdirSync(join(root, 'docs'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file}`);
const textOf = (page) => readFileSync(join(root, page), 'utf8');
const linked = [...textOf('README.md').matchAll(/\]\((docs\/\w+\.md)/g)].map(([, page]) => page);
/** In the order of the list that README.md ends with. */
const inOrder = [...new Set(linked.toReversed())].toReversed();
const pages = process.argv.length > 2 ? process.argv.slice(2) : inOrder;

const folder = mkdtempSync(join(tmpdir(), 'selfsame-readme-'));
const checkout = join(folder, 'selfsame');
const log = join(folder, 'server.log');
/** Nothing that npm or a shell told this process of this checkout. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|SELFSAME_)/i.test(name)),
);
const here = { cwd: checkout, env };
let server;

/** Ctrl-C and the like: what runs is ended, and what was made is removed. */
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopped.abort());

/** The lines of a page's blocks; one that goes on after a backslash is one. */
const linesOf = (page) =>
  [...textOf(page).matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block]) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
    .filter((line) => line.trim() !== '');

/** How a heading is called in the address of a page. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function checkLinks(page) {
  for (const [, path, anchor] of textOf(page).matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g)) {
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) throw new Error(`${page} links to ${path}`);
    if (anchor === undefined) continue;
    const headings = [...textOf(target).matchAll(/^#+ (.*)$/gm)].map(([, text]) => anchorOf(text));
    if (!headings.includes(anchor)) throw new Error(`${page} links to ${path}#${anchor}`);
  }
}

/** What a clone would have, and what is installed here. */
function copyCheckout() {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  for (const file of execFileSync('git', list, { cwd: root }).toString().split('\0'))
    if (file !== '' && existsSync(join(root, file)))
      cpSync(join(root, file), join(checkout, file), { recursive: true });
  const installed = join(root, 'node_modules');
  if (!existsSync(installed)) return;
  // Hard links where that can be: there are some hundred megabytes.
  const { status } = spawnSync('cp', ['-al', installed, checkout], { stdio: 'ignore' });
  if (status !== 0) execFileSync('cp', ['-a', installed, checkout]);
}

const isReady = () =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

async function start(line) {
  await stop();
  if (await isReady()) throw new Error(`something else serves ${url}`);
  const output = openSync(log, 'a');
  const child = spawn('bash', ['-c', line], {
    ...here,
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  server = { line, child, ended };
  ended.then(() => {
    server = undefined;
  });
  const deadline = Date.now() + 5 * minutes;
  while (!(await isReady())) {
    if (server === undefined || stopped.signal.aborted || Date.now() > deadline) {
      console.log(readFileSync(log, 'utf8').slice(-3000));
      throw new Error(`this line did not come to a server: ${line}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function stop() {
  if (server === undefined) return;
  process.kill(-server.child.pid, 'SIGTERM');
  await server.ended;
}

async function run(line) {
  const child = spawn('bash', ['-o', 'pipefail', '-c', line], {
    ...here,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const printed = { answer: '', said: '' };
  child.stdout.setEncoding('latin1').on('data', (text) => (printed.answer += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (printed.said += text));
  const end = () => process.kill(-child.pid, 'SIGTERM');
  const timer = setTimeout(end, 10 * minutes);
  stopped.signal.addEventListener('abort', end);
  const status = await new Promise((resolve) => child.once('close', resolve));
  stopped.signal.removeEventListener('abort', end);
  clearTimeout(timer);
  const { answer, said } = printed;
  console.log(answer.length > 400 ? `${answer.slice(0, 400)} ...` : answer);
  if (status === 0 && !/"error":\s*\{/.test(answer)) return;
  console.log(said);
  throw new Error(`this line failed: ${line}`);
}

const began = Date.now();
let count = 0;
try {
  for (const page of ['README.md', ...everyPage]) checkLinks(page);
  const missing = everyPage.find((page) => !linked.includes(page));
  if (missing) throw new Error(`README.md does not link to ${missing}`);
  copyCheckout();
  for (const page of ['README.md', ...pages]) {
    console.log(`\n== ${page}`);
    const lines = linesOf(page);
    // A page of docs/ is read with a server at hand.
    if (page !== 'README.md' && lines.length > 0 && server?.line !== plainStart)
      await start(plainStart);
    for (const line of lines) {
      console.log(`\n$ ${line}`);
      const from = Date.now();
      if (/^(\w+=\S* )*npm start\b(?!.* --(check|salvage|help)\b)/.test(line)) await start(line);
      else await run(line);
      console.log(`(${((Date.now() - from) / 1000).toFixed(1)} s)`);
      count++;
    }
  }
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${count} lines passed in ${Math.round((Date.now() - began) / 1000)} s`);
