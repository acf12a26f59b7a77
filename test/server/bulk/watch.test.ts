import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { picture, startProcess, temporaryFolder } from '../helpers.ts';
import { publishStandIn } from '../standIn.ts';
import { pathsIn, serverAt, spawnIndex } from './command.ts';

const collection = 'album';
const bundle = await publishStandIn(await temporaryFolder(), 'stand-in');
const data = await temporaryFolder();
const folder = join(await temporaryFolder(), 'pictures');

async function start(port: string) {
  const flags = ['--port', port, '--model', bundle.dir, '--data', data, '--threads', '1'];
  const server = startProcess(...flags);
  const url = await server.url;
  return { ...server, address: url, ...serverAt(url) };
}

test('a folder is followed as it changes, beyond an unmount and the end of the server', async () => {
  await mkdir(join(folder, 'sub'), { recursive: true });
  for (let i = 0; i < 12; i++) await writeFile(join(folder, `${i}.png`), await picture(i));
  let server = await start('0');
  // A server embeds golden pictures before it serves.
  const golden = await server.embedded();
  const flags = ['--url', server.address, '--collection', collection, '--watch', '--prune'];
  const child = spawnIndex(folder, ...flags);
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));

  const follows = async () => {
    const paths = await pathsIn(folder);
    for (let tries = 0; tries < 600; tries++) {
      const ids = await server.ids(collection).catch(() => null);
      if (isDeepStrictEqual(ids, paths)) return;
      await sleep(100);
    }
    assert.deepEqual(await server.ids(collection), paths, said);
  };
  const saying = async (text: RegExp) => {
    for (let tries = 0; tries < 600 && !text.test(said); tries++) await sleep(100);
    assert.match(said, text);
  };

  await follows();
  const embedded = await server.embedded();
  await writeFile(join(folder, 'sub', 'new.png'), await picture(100));
  await follows();
  await rename(join(folder, 'sub'), join(folder, 'renamed'));
  await follows();
  await rm(join(folder, '3.png'));
  await follows();
  const { vector } = await server.item(collection, '4.png');
  await writeFile(join(folder, '4.png'), await picture(104));
  while (isDeepStrictEqual((await server.item(collection, '4.png')).vector, vector))
    await sleep(100);
  assert.equal((await server.embedded()) - embedded, 2);

  // What is not mounted is held back, and followed again once it is there.
  await rename(folder, `${folder}.away`);
  await mkdir(folder);
  await saying(/12 of 12 pictures are gone from the folder, and none is left in it/);
  assert.equal((await server.ids(collection)).length, 12);
  await rm(folder, { recursive: true });
  await rename(`${folder}.away`, folder);
  await follows();

  server.child.kill('SIGKILL');
  await server.ended;
  await saying(/No server answers at .* Waiting for it\./);
  await writeFile(join(folder, 'while-it-was-gone.png'), await picture(200));
  server = await start(new URL(server.address).port);
  await follows();
  assert.equal(await server.embedded(), golden + 1);

  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  assert.equal(code, 0, said);
  const jobs = JSON.parse(await (await fetch(`${server.address}/v1/jobs`)).text());
  assert.equal(jobs.data.at(-1).state, 'cancelled');
});
