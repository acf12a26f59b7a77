import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { engineState, SelfsameError } from '@selfsame/models';
import { installEngine } from '../../../cli/engines/install.ts';
import type { Pin } from '../../../cli/engines/pins/pin.ts';
import type { Recipe } from '../../../cli/engines/recipe.ts';
import { remove } from '../../../cli/engines/remove.ts';
import { lockEngine } from '../../../cli/engines/staging.ts';
import { makeWheel, sha256 } from './wheels.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-install-'));
after(() => rmSync(root, { recursive: true, force: true }));

// The real pip, with an index that is a folder, set as a user sets it.
Object.assign(process.env, { PIP_NO_INDEX: '1' });
let [index, folder] = ['', ''];
beforeEach(() => {
  const fresh = mkdtempSync(join(root, 'test-'));
  [index, folder] = [join(fresh, 'index'), join(fresh, 'engines')];
  mkdirSync(index);
  process.env.PIP_FIND_LINKS = index;
});

const library = 'plugin/lib.so';
const recipeOf = (...pins: [Pin, ...Pin[]]): Recipe => ({
  ...{ name: 'xla-cpu', about: 'for a test', pins, library },
});

/** @returns the lines that were told */
async function install(recipe: Recipe, stop = new AbortController().signal): Promise<string[]> {
  const lines: string[] = [];
  await installEngine(recipe, { folder, stop, tell: (line) => lines.push(line) });
  return lines;
}

async function refused(recipe: Recipe, code: string, message: RegExp): Promise<void> {
  await assert.rejects(install(recipe), (error) => {
    assert.ok(error instanceof SelfsameError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    return true;
  });
}

const plugin = (version = '1.0', content: Buffer | string = 'plugin') =>
  makeWheel(index, 'a-plugin', version, { [library]: content, 'plugin/x.py': '' }, ['plugin/*.so']);

test('what is wanted of the wheels is there, with a record of it', async () => {
  const more = makeWheel(index, 'more', '2', { 'root/bin/tool': '#!', 'root/a.py': '' }, [
    'root/bin/*',
  ]);
  const recipe = recipeOf(plugin(), { ...more, strip: 'root/' });
  const lines = await install(recipe);
  assert.match(lines[0]!, /^xla-cpu 1\.0: 0\.0 MB of wheels \(2\), by \S+$/);
  assert.match(lines.at(-1)!, /licence of a-plugin, more: MIT$/);
  const home = join(folder, 'xla-cpu');
  const all = readdirSync(home, { recursive: true }).sort();
  assert.deepEqual(all, ['bin', 'bin/tool', 'engine.json', 'plugin', library]);
  accessSync(join(home, 'bin/tool'), constants.X_OK);
  const { name, version, versions, files } = JSON.parse(
    readFileSync(join(home, 'engine.json'), 'utf8'),
  );
  assert.deepEqual([name, version], ['xla-cpu', '1.0']);
  assert.deepEqual(versions, { 'a-plugin': '1.0', more: '2' });
  assert.deepEqual(files, [
    { path: library, bytes: 6, sha256: sha256('plugin') },
    { path: 'bin/tool', bytes: 2, sha256: sha256('#!') },
  ]);
  assert.deepEqual(readdirSync(folder).sort(), ['.xla-cpu.lock', 'xla-cpu']);

  assert.deepEqual(await install(recipe), [`xla-cpu 1.0 is there already, in ${home}`]);
  const told: string[] = [];
  remove('xla-cpu', folder, (line) => told.push(line));
  remove('xla-cpu', folder, (line) => told.push(line));
  assert.deepEqual(told, ['xla-cpu is removed', 'xla-cpu is not there']);
  assert.deepEqual(readdirSync(folder), ['.xla-cpu.lock']);
});

test('an engine stays until another one is complete, and is replaced then', async () => {
  const [old, next] = [plugin(), plugin('1.1', 'newer')];
  await install(recipeOf(old));
  const missing = { ...old, name: 'missing' };
  await refused(recipeOf(next, missing), 'engine_download', /^missing 1\.0 cannot be downloaded: /);
  const state = engineState('xla-cpu', folder);
  assert.ok(state.is === 'whole' && state.engine.version === '1.0');
  await install(recipeOf(next));
  assert.equal(readFileSync(join(folder, 'xla-cpu', library), 'utf8'), 'newer');
  // What was begun for the other one is gone too.
  assert.deepEqual(readdirSync(folder).sort(), ['.xla-cpu.lock', 'xla-cpu']);
});

test('a wheel that is another one than the pinned, or cut off, is not taken', async () => {
  const pin = plugin();
  const [platform, wheel] = Object.entries(pin.wheels)[0]!;
  const other = { ...pin, wheels: { [platform]: { ...wheel, sha256: sha256('other') } } };
  await refused(recipeOf(other), 'engine_digest', /a-plugin 1\.0 is not the file that is wanted/);
  truncateSync(pin.file, 100);
  await refused(recipeOf(pin), 'engine_digest', /a-plugin 1\.0/);
  assert.deepEqual(engineState('xla-cpu', folder), { is: 'absent' });
});

/** An install in another process. @param limit of a file, in KiB: beyond, it is as on a full disk */
function installApart(recipe: Recipe, limit = 'unlimited') {
  const script = join(import.meta.dirname, 'installChild.ts');
  const args = [process.execPath, script, JSON.stringify(recipe), folder];
  const shell = `ulimit -f ${limit}; exec "$@"`;
  const child = spawn('bash', ['-c', shell, 'bash', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(said)));
  return { child, ended };
}

test('an install that is killed goes on from the wheels that were complete', async () => {
  const large = { 'plugin/large.so': randomBytes(40e6) };
  const second = makeWheel(index, 'large', '1', large, ['plugin/*']);
  const recipe = recipeOf(plugin(), second);
  const { child, ended } = installApart(recipe);
  child.stdout.on('data', (text) => {
    if (/a-plugin 1\.0: /.test(text)) child.kill('SIGKILL');
  });
  await ended;
  assert.deepEqual(engineState('xla-cpu', folder), { is: 'absent' });
  const lines = await install(recipe);
  assert.ok(lines.includes('  a-plugin 1.0 is there from before'), lines.join('\n'));
  assert.equal(engineState('xla-cpu', folder).is, 'whole');
});

test('an install that is stopped ends at once and leaves no engine', async () => {
  const stop = new AbortController();
  const lines: string[] = [];
  const tell = (line: string) => {
    lines.push(line);
    stop.abort();
  };
  const installing = installEngine(recipeOf(plugin()), { folder, stop: stop.signal, tell });
  await assert.rejects(installing, { name: 'AbortError' });
  assert.equal(lines.length, 1);
  assert.deepEqual(engineState('xla-cpu', folder), { is: 'absent' });
});

test('where there is no room, that is said', async () => {
  const recipe = recipeOf(plugin('1.0', randomBytes(300_000)));
  const said = await installApart(recipe, '100').ended;
  assert.match(said, /^error engine_disk_full: There is no room left in .*SELFSAME_ENGINES/m);
  assert.deepEqual(engineState('xla-cpu', folder), { is: 'absent' });
});

test('without pip and uv, it is said how to get one', async (t) => {
  const { PATH: before } = process.env;
  t.after(() => Object.assign(process.env, { PATH: before }));
  process.env.PATH = index;
  await refused(recipeOf(plugin()), 'pip_missing', /Neither pip nor uv is here/);
});

test('a folder that cannot be written, and one that another process is at', async () => {
  const recipe = recipeOf(plugin());
  writeFileSync(folder, '');
  await refused(recipe, 'engine_folder', /The folder of engines .* cannot be written/);
  rmSync(folder);
  mkdirSync(folder);
  const unlock = lockEngine(folder, 'xla-cpu');
  await refused(recipe, 'engine_busy', /Another process is installing xla-cpu/);
  unlock();
  lockEngine(folder, 'xla-cpu')();
});
