import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { expected, makeAwkwardFolder } from '../../models/files/awkward.ts';
import { startServer, temporaryFolder } from '../helpers.ts';
import { index as runIndex } from './command.ts';

const server = await startServer();

const index = (folder: string, ...flags: string[]) =>
  runIndex(folder, '--url', server.url, ...flags);

const newestJob = async () => (await server.http.get('/v1/jobs')).body.data.at(-1);

async function idsOf(collection: string): Promise<string[]> {
  const { body } = await server.http.get(`/v1/collections/${collection}/items?limit=100`);
  return body.data.map(({ id }: { id: string }) => id).sort();
}

test('of a folder of awkward files each is indexed, there already, named or counted', async () => {
  const folder = await makeAwkwardFolder(await temporaryFolder());
  const { pictures, copies, named, passedOver, leftOut, total } = expected;
  const fresh = pictures.length - copies;
  const { code, out, err } = await index(folder, '--collection', 'awkward');
  assert.equal(code, 0, err);
  const copied = `${copies} copied from what is there`;
  assert.equal(out, `found ${total}: ${fresh} indexed, ${copied}, 0 there already, ${leftOut}\n`);

  const job = await newestJob();
  const codes = job.files.map(({ path, code }: { path: string; code: string }) => [path, code]);
  assert.deepEqual(Object.fromEntries(codes), named);
  assert.deepEqual(job.passedOver, passedOver);
  const counted = Object.values(passedOver.notPictures).reduce((sum, one) => sum + one);
  const { found, indexed, copied: also, unreadable } = job;
  const { hidden, linked } = passedOver;
  assert.equal(found, indexed + also + unreadable + hidden + linked + counted);
  assert.deepEqual(await idsOf('awkward'), pictures.toSorted());
  assert.match(err, /left out: pictures\.zip: .*unzip '.*pictures\.zip' -d '.*pictures'/);

  const again = await index(folder, '--collection', 'awkward');
  assert.equal(
    again.out,
    `found ${total}: 0 indexed, ${pictures.length} there already, ${leftOut}\n`,
  );
});

test('hidden files are looked at where that is asked for', async () => {
  const folder = await makeAwkwardFolder(await temporaryFolder());
  const { out } = await index(folder, '--collection', 'hidden', '--hidden');
  assert.match(
    out,
    /^found 25: 7 indexed, 1 copied from what is there, 0 there already, 17 left out \(10 named; 3 linked.*4 not/,
  );
  assert.ok((await idsOf('hidden')).includes('.thumbnails/1.png'));
});

test('an archive in place of a folder is refused with the command that unpacks it', async () => {
  const archive = join(await temporaryFolder(), "Tom's photos.zip");
  await writeFile(archive, 'PK\x03\x04');
  const { code, err } = await index(archive);
  assert.equal(code, 1);
  assert.match(err, /unzip '.*Tom'\\''s photos\.zip' -d '.*Tom'\\''s photos'/);
});
