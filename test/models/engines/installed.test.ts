import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { engineState, enginesFolder, installedEngine } from '@selfsame/models';

const root = mkdtempSync(join(tmpdir(), 'selfsame-engines-'));
after(() => rmSync(root, { recursive: true, force: true }));

/** An engine as an install leaves it, in a folder of engines. */
function install(folder: string, record: object = {}): string {
  const home = join(folder, 'xla-cpu');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'libpjrt_cpu.so'), 'four');
  const whole = {
    ...{ name: 'xla-cpu', version: '1', library: 'libpjrt_cpu.so', versions: {}, recipe: '' },
    ...{ installed: '2026-01-01T00:00:00.000Z' },
    files: [{ path: 'libpjrt_cpu.so', bytes: 4, sha256: '' }],
  };
  writeFileSync(join(home, 'engine.json'), JSON.stringify({ ...whole, ...record }));
  return home;
}

test('engines are in the cache of the user, where the system has it', () => {
  const home = homedir();
  assert.equal(enginesFolder({}, 'linux'), join(home, '.cache/selfsame/engines'));
  assert.equal(enginesFolder({ XDG_CACHE_HOME: '/c' }, 'linux'), '/c/selfsame/engines');
  assert.equal(
    enginesFolder({ XDG_CACHE_HOME: 'c' }, 'linux'),
    join(home, '.cache/selfsame/engines'),
  );
  assert.equal(enginesFolder({}, 'darwin'), join(home, 'Library/Caches/selfsame/engines'));
  assert.equal(enginesFolder({ LOCALAPPDATA: '/l' }, 'win32'), '/l/selfsame/engines');
  assert.equal(
    enginesFolder({ SELFSAME_ENGINES: 'e', XDG_CACHE_HOME: '/c' }, 'linux'),
    resolve('e'),
  );
});

test('an engine is there when its record and all of its files are', (t) => {
  const folder = join(root, 'whole');
  assert.deepEqual(engineState('xla-cpu', folder), { is: 'absent' });
  const home = install(folder);
  const before = process.env.SELFSAME_ENGINES;
  t.after(() => {
    if (before === undefined) delete process.env.SELFSAME_ENGINES;
    else process.env.SELFSAME_ENGINES = before;
  });
  process.env.SELFSAME_ENGINES = folder;
  const engine = installedEngine('xla-cpu');
  assert.equal(engine?.folder, home);
  assert.equal(engine?.library, 'libpjrt_cpu.so');
  assert.equal(installedEngine('xla-cuda'), undefined);

  writeFileSync(join(home, 'libpjrt_cpu.so'), 'longer');
  const problem = `${join(home, 'libpjrt_cpu.so')} has 6 bytes in place of 4`;
  assert.deepEqual(engineState('xla-cpu', folder), { is: 'damaged', problem });
  assert.equal(installedEngine('xla-cpu'), undefined);

  rmSync(join(home, 'libpjrt_cpu.so'));
  const missing = `${join(home, 'libpjrt_cpu.so')} is missing`;
  assert.deepEqual(engineState('xla-cpu', folder), { is: 'damaged', problem: missing });
});

test('a record that cannot be read is damage, and no engine', () => {
  const folder = join(root, 'damaged');
  const home = install(folder, { files: 'none' });
  const problem = `${join(home, 'engine.json')} is no record`;
  assert.deepEqual(engineState('xla-cpu', folder), { is: 'damaged', problem });
  writeFileSync(join(home, 'engine.json'), '{"name":');
  assert.deepEqual(engineState('xla-cpu', folder), { is: 'damaged', problem });
});
