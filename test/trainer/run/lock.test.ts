import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';

const root = mkdtempSync(join(tmpdir(), 'selfsame-lock-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('of two processes that take a run at the same moment, exactly one gets it', async () => {
  const rounds = 300;
  const begin = Date.now() + 4000;
  const script = join(import.meta.dirname, 'lockMany.ts');
  const both = [1, 2].map(async () => {
    const args = [script, root, String(begin), String(rounds)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    return JSON.parse(await text(child.stdout)) as number[];
  });
  const got = (await Promise.all(both)).flat().sort((a, b) => a - b);
  assert.deepEqual(
    got,
    Array.from({ length: rounds }, (_, i) => i),
  );
});
