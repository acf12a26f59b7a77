import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findBundle } from '@selfsame/models';
import { makePictures, readMetrics, startTrainer } from './cli.ts';

const gibibyte = 2 ** 30;
const needed = 16;

/** LARGE_TRAINING=1 as a release is tried: it takes some minutes, and 9 GiB. */
const isAsked = process.env.LARGE_TRAINING === '1';

const root = mkdtempSync(join(tmpdir(), 'selfsame-resnet50-'));
after(() => rmSync(root, { recursive: true, force: true }));

/** Most memory that a process has held so far, in bytes; undefined where Linux does not tell. */
function peakMemory(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
    return Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

test('ResNet-50 at 224 pixels with a projector of 8192 runs a step and is published', async (t) => {
  if (!isAsked) return t.skip('LARGE_TRAINING=1 runs it, for some minutes');
  if (totalmem() < needed * gibibyte) {
    t.skip(`this machine has ${(totalmem() / gibibyte).toFixed(0)} GiB of memory, not ${needed}`);
    return;
  }
  await makePictures(join(root, 'pictures'), 4);
  const run = join(root, 'run');
  const { child, ended } = startTrainer([
    ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache'), '--run', run],
    ...['--encoder', 'resnet50', '--size', '224', '--projector-width', '8192'],
    ...['--batch', '2', '--steps', '1', '--name', 'large'],
  ]);
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, peakMemory(child.pid!) ?? 0);
  }, 200);
  const { code, output } = await ended;
  clearInterval(timer);
  assert.equal(code, 0, output);
  t.diagnostic(`${(peak / gibibyte).toFixed(1)} GiB at most`);
  assert.ok(peak < 0.75 * needed * gibibyte, `${peak} bytes of memory`);
  assert.ok(Number.isFinite(readMetrics(run)[0]!.loss));

  // Weights and two moments of 23.5 million parameters of the encoder and 151 million of the rest.
  const checkpoints = join(run, 'checkpoints');
  const [file] = readdirSync(checkpoints);
  assert.ok(statSync(join(checkpoints, file!)).size > 2.09e9);
  const { card } = await findBundle(join(run, 'models'), 'large');
  assert.equal(card.dimensions, 2048);
  assert.equal(card.parameters, 23_508_032);
});
