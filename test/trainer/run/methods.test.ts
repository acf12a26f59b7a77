import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { curve, makePictures, runTrainer } from './cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-methods-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(() => makePictures(join(root, 'pictures'), 20));

const [steps, every] = [15, 5];
const settings = (run: string) => [
  ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache'), '--run', run],
  ...['--size', '8', '--batch', '8', '--steps', String(steps), '--projector-width', '16'],
  ...['--checkpoint-every', String(every), '--threads', '1', '--name', 'tiny'],
];

const methods = {
  mixed: { flags: ['--mix', '4', '--lambda', '0.02'], parts: ['mixed', 'offDiagonal'] },
  'views, simsiam': {
    flags: ['--views', '3', '--loss', 'simsiam', '--optimizer', 'lars'],
    parts: [],
  },
  simclr: { flags: ['--loss', 'simclr', '--without', 'jitter'], parts: ['alignment'] },
};

for (const [name, { flags, parts }] of Object.entries(methods)) {
  test(`${name}: a run goes on from a checkpoint as if it had not stopped`, async () => {
    const run = join(root, name);
    const whole = await runTrainer(...settings(run), ...flags);
    assert.equal(whole.code, 0, whole.output);
    assert.doesNotMatch(whole.output, /diverged|collapsed|identical/);
    const expected = curve(run);
    assert.equal(expected.length, steps);
    for (const part of parts) assert.ok(Number.isFinite(expected[0]![part]), part);

    const checkpoints = join(run, 'checkpoints');
    rmSync(join(checkpoints, readdirSync(checkpoints).sort().at(-1)!));
    // As if it had been killed before it came to publishing.
    rmSync(join(run, 'publication.json'));
    const { code, output } = await runTrainer('--resume', run);
    assert.equal(code, 0, output);
    assert.match(output, new RegExp(`^${every} steps`, 'm'));
    assert.deepEqual(curve(run), expected);
  });
}
