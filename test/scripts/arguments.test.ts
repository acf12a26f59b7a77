import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../server/helpers.ts';

const scripts = ['demo/samples/main.ts', 'demo/demo.ts', 'pictures/main.ts', 'bench/main.ts'];

test('scripts tell what they take, and refuse what they do not, before they do anything', async () => {
  const cwd = await temporaryFolder();
  const run = (script: string, flag: string) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '..', script), flag], {
      ...{ cwd, encoding: 'utf8', timeout: 60_000 },
    });
  for (const script of scripts) {
    const wrong = run(script, '--hepl');
    assert.ok(wrong.status === 1 || wrong.status === 2, `${script}: ${wrong.stdout}`);
    assert.match(wrong.stderr, /^error: .*--hepl/);
  }
  const { status, stdout } = run('demo/samples/main.ts', '--help');
  assert.equal(status, 0);
  assert.match(stdout, /^npm run samples /);
  assert.deepEqual(await readdir(cwd), []);
});
