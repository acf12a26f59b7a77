import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openCache } from '../../../trainer/data/cache.ts';
import { sumsOf } from '../../../trainer/data/sums.ts';
import { pixelRule } from '../../../trainer/run/plan.ts';
import { expected, makeAwkwardFolder } from '../../models/files/awkward.ts';
import { runTrainer } from '../run/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-awkward-'));
after(() => rmSync(root, { recursive: true, force: true }));
const folder = await makeAwkwardFolder(root);
const { pictures, named, leftOut, total } = expected;
const sums = `found ${total}: ${pictures.length} pictures, ${leftOut}`;

test('the cache has each picture, and tells of everything else', async () => {
  const options = { folder, rule: pixelRule(8), cacheRoot: join(root, 'cache'), minimum: 1 };
  for (let i = 0; i < 2; i++) {
    const cache = await openCache(options);
    assert.deepEqual([...cache.paths].sort(), [...pictures].sort());
    assert.deepEqual(cache.skipped.map(({ path }) => path).sort(), Object.keys(named).sort());
    assert.equal(sumsOf(cache), sums);
    cache.close();
  }
  const few = await openCache({ ...options, limit: 4 });
  const { count, skipped, unused } = few;
  assert.equal(count + skipped.length + unused, pictures.length + Object.keys(named).length);
  few.close();
  const hidden = await openCache({ ...options, hidden: true });
  assert.ok(hidden.paths.includes('.thumbnails/1.png'));
  assert.equal(hidden.passedOver.hidden, 0);
  hidden.close();
});

test('a run prints the sums, and keeps them with its manifest and report', async () => {
  const settings = ['--size', '8', '--batch', '4', '--steps', '2', '--projector-width', '8'];
  const run = join(root, 'run');
  const cache = join(root, 'cache');
  const flags = ['--data', folder, '--cache', cache, '--run', run, ...settings];
  const { code, output } = await runTrainer(...flags);
  console.log(
    output
      .split('\n')
      .filter((line) => line.startsWith('found'))
      .join('\n'),
  );
  assert.equal(code, 0, output);
  assert.ok(output.includes(sums), output);
  const lines = readFileSync(join(run, 'manifest.jsonl'), 'utf8').trim().split('\n');
  const manifest = lines.map((line) => JSON.parse(line));
  assert.equal(manifest.length, pictures.length + Object.keys(named).length + 1);
  assert.deepEqual(manifest.at(-1), { passedOver: expected.passedOver });
  assert.ok(readFileSync(join(run, 'report.html'), 'utf8').includes(sums));
});

test('an archive in place of a folder is refused with the command that unpacks it', async () => {
  const archive = join(root, 'photos.tar.gz');
  writeFileSync(archive, Buffer.from('1f8b0800', 'hex'));
  const { code, output } = await runTrainer('--data', archive, '--run', join(root, 'none'));
  assert.equal(code, 1);
  assert.match(output, /dataset_missing.*mkdir -p '.*photos' && tar -xf '.*photos\.tar\.gz' -C '/);
});
