import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runLimited } from './limited.ts';

const folder = mkdtempSync(join(tmpdir(), 'selfsame-limited-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const log = join(folder, 'log');

test('what a process prints is kept, and its status told', async () => {
  const ended = await runLimited(
    ['-e', 'console.log(1); console.error("no"); process.exit(3)'],
    60,
    log,
  );
  assert.deepEqual([ended.status, ended.outOfTime, ended.stdout], [3, false, '1\n']);
  assert.match(readFileSync(log, 'utf8'), /no/);
});

test('at its limit it is killed, and so is what it started', async () => {
  const child = 'setInterval(() => {}, 1000)';
  const parent = `
    const { pid } = require('child_process').spawn(process.execPath, ['-e', '${child}']);
    console.log(pid);
    ${child}`;
  const { outOfTime, stdout } = await runLimited(['-e', parent], 4, log);
  assert.ok(outOfTime);
  const isGone = () => {
    try {
      process.kill(Number(stdout), 0);
      return false;
    } catch {
      return true;
    }
  };
  for (let tries = 0; !isGone() && tries < 50; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(Number(stdout) > 0 && isGone());
});
