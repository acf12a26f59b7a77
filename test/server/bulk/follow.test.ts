import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { summaryLines } from '../../../server/client/report.ts';
import { picture, startProcess, temporaryFolder } from '../helpers.ts';
import { publishStandIn } from '../standIn.ts';
import { index, pathsIn, serverAt, spawnIndex } from './command.ts';

/** FOLLOW_PICTURES=2000 for as many as it was measured with. */
const count = Number(process.env.FOLLOW_PICTURES ?? 49);
const collection = 'album';

const models = await temporaryFolder();
const first = await publishStandIn(models, 'first');
const second = await publishStandIn(models, 'second', 'another one');
const data = await temporaryFolder();
let seed = 0;
const nothing = async () => {};
const body = { prune: false, dryRun: false };

async function start(model = first.dir) {
  const flags = ['--port', '0', '--model', model, '--data', data, '--threads', '1'];
  const server = startProcess(...flags);
  const url = await server.url;
  return { ...server, address: url, ...serverAt(url) };
}

async function folderOf(pictures: number): Promise<string> {
  const folder = join(await temporaryFolder(), 'pictures');
  for (let i = 0; i < pictures; i++) {
    const place = join(folder, `${i % 7}`);
    await mkdir(place, { recursive: true });
    await writeFile(join(place, `${i}.png`), await picture(seed++));
  }
  return folder;
}

test(`a folder of ${count} pictures is followed`, async (context) => {
  let server = await start();
  const folder = await folderOf(count);
  const at = (...path: string[]) => join(folder, ...path);
  let stage = '';
  /** Changes the folder, indexes it and looks whether only that was embedded which had to be. */
  const step = async (
    name: string,
    change: () => Promise<unknown>,
    embedded: number,
    how: { prune?: boolean | 'anyway' } = {},
  ) => {
    stage = name;
    await change();
    const before = await server.embedded();
    const began = performance.now();
    const job = await server.job(collection, { folder, ...how });
    const took = Math.round(performance.now() - began);
    context.diagnostic(`${took} ms, ${name}: ${summaryLines(job, body).join('; ')}`);
    assert.equal(job.state, 'done', `${stage}: ${job.error?.message}`);
    assert.equal((await server.embedded()) - before, embedded, stage);
    assert.deepEqual(job.files, [], stage);
    return job;
  };
  const command = (...flags: string[]) =>
    index(folder, '--url', server.address, '--collection', collection, ...flags);
  const idsArePaths = async () =>
    assert.deepEqual(await server.ids(collection), await pathsIn(folder), stage);

  await fetch(`${server.address}/v1/collections/${collection}`, { method: 'PUT' });
  await step('all new', nothing, count);
  await idsArePaths();

  await step('nothing changed', nothing, 0);

  const copies = async () => {
    await mkdir(at('copies'));
    for (const name of await readdir(at('0'))) await copyFile(at('0', name), at('copies', name));
  };
  assert.ok((await step('copies', copies, 0)).copied > 0);
  await idsArePaths();

  // Two new files of the same content are embedded once.
  const twins = async () => {
    await writeFile(at('twin-a.png'), await picture(seed));
    await writeFile(at('twin-b.png'), await picture(seed++));
  };
  await step('twins', twins, 1);
  await idsArePaths();

  const kept = await server.item(collection, `1/1.png`);
  const moves = async () => {
    await rename(at('1'), at('moved'));
    await rename(at('2', '2.png'), at('two.png'));
  };
  assert.ok((await step('moves', moves, 0)).moved > 0);
  await idsArePaths();
  const moved = await server.item(collection, 'moved/1.png');
  assert.deepEqual([moved.created, moved.metadata], [kept.created, { path: 'moved/1.png' }]);

  const renumber = async () => {
    const names = (await readdir(at('3'))).map((name) => Number.parseInt(name, 10));
    for (const n of names.sort((a, b) => b - a))
      await rename(at('3', `${n}.png`), at('3', `${n + 7}.png`));
    await writeFile(at('3', `${names.at(-1)}.png`), await picture(seed++));
  };
  await step('renumbered', renumber, 1);
  await idsArePaths();

  const swap = async () => {
    await rename(at('4', '4.png'), at('aside'));
    await rename(at('4', '11.png'), at('4', '4.png'));
    await rename(at('aside'), at('4', '11.png'));
  };
  const was = await server.item(collection, '4/4.png');
  await step('changed places', swap, 0);
  await idsArePaths();
  assert.deepEqual((await server.item(collection, '4/11.png')).vector, was.vector);
  assert.notDeepEqual((await server.item(collection, '4/4.png')).vector, was.vector);

  const change = async () => {
    await writeFile(at('5', '5.png'), await picture(seed++));
    await writeFile(at('5', '12.png'), await picture(seed++));
  };
  assert.equal((await step('changed', change, 2)).changed, 2);
  await idsArePaths();

  const touch = () => utimes(at('5', '5.png'), new Date(), new Date());
  await step('touched', touch, 0);

  // What is gone stays, until it is to go.
  const gone = async () => {
    await rm(at('copies'), { recursive: true });
  };
  const left = await step('gone', gone, 0);
  assert.ok(left.gone > 0 && left.pruned === 0);
  const dry = await command('--prune', '--dry-run');
  assert.match(dry.out, /^gone {5}copies\/0\.png\n.*gone from the folder: taken out\nNothing/ms);
  assert.notDeepEqual(await server.ids(collection), await pathsIn(folder));
  const out = await command('--prune');
  assert.match(
    out.out,
    new RegExp(`^${left.gone} gone from the folder: ${left.gone} taken out$`, 'm'),
  );
  await idsArePaths();

  // A disk that is not mounted is no deletion.
  await rename(folder, `${folder}.away`);
  await mkdir(folder);
  const unmounted = await command('--prune');
  assert.equal(unmounted.code, 1);
  assert.match(unmounted.err, /error folder_emptied: .* none is left in it.*--prune anyway/s);
  await rm(folder, { recursive: true });
  const missing = await command('--prune');
  assert.match(missing.err, /error folder_invalid/);
  await rename(`${folder}.away`, folder);
  await step('mounted again', nothing, 0, { prune: true });
  await idsArePaths();
  await rename(at('6'), `${folder}.six`);
  await mkdir(at('6'));
  if (count >= 70) {
    const partly = await command('--prune');
    assert.match(partly.err, /error folder_emptied: .* 6 in it is empty/s);
  }
  await command('--prune', 'anyway');
  await idsArePaths();

  // Killed in the middle, it goes on where it was.
  for (let i = 0; i < count; i++) await writeFile(at(`late-${i}.png`), await picture(seed++));
  const child = spawnIndex(folder, '--url', server.address, '--collection', collection);
  const isIn = (ids: readonly string[]) => ids.some((id) => id.startsWith('late'));
  while (!isIn(await server.ids(collection))) await sleep(20);
  server.child.kill('SIGKILL');
  await server.ended;
  child.kill('SIGKILL');
  server = await start();
  const there = (await server.ids(collection)).filter((id) => id.startsWith('late')).length;
  assert.ok(there > 0 && there < count, `${there} of ${count} were in when it was killed`);
  await step('after a kill', nothing, count - there);
  await idsArePaths();

  // Beside another encoder the collection goes on with its own.
  server.child.kill('SIGTERM');
  await server.ended;
  server = await start(second.dir);
  await step('another encoder', nothing, 0);

  // What has been embedded by another one is not there already.
  await fetch(`${server.address}/v1/collections/fresh`, { method: 'PUT' });
  const before = await server.embedded();
  const { indexed, copied } = await server.job('fresh', { folder });
  const all = (await pathsIn(folder)).length;
  assert.deepEqual([indexed + copied, (await server.embedded()) - before], [all, indexed]);
});
