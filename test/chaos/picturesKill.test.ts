import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { openPictures } from '../../server/store/pictures/openPictures.ts';
import { Reached } from '../../server/store/pictures/Reached.ts';
import { Connections } from '../../server/store/postgres/Connections.ts';
import { openPostgres } from '../../server/store/postgres/openPostgres.ts';
import { deleteGone, sweepOrphans } from '../../server/store/postgres/pictures/sweepObjects.ts';
import { temporaryFolder } from '../server/helpers.ts';
import { emptyDatabase, isServer, said } from '../server/store/postgres/database.ts';
import { Ledger } from './store/ledger.ts';
import { seededItem, seedOf } from './store/seeded.ts';
import { everything, writeAndKill } from './store/writeAndKill.ts';

/** KILL_ROUNDS=30 for as many as a release is tried with. */
const rounds = Number(process.env.KILL_ROUNDS ?? 1);
const collection = 'default';
/** Longer ago than anything: by the clock of a bucket, which may go before. */
const anyAge = -60_000;

async function objectsIn(place: Reached): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | null = null; ; ) {
    const { objects, next } = await place.list(after);
    all.push(...objects.map(({ key }) => key));
    if (next === null) return all.sort();
    after = next;
  }
}

async function killRounds(pictures: string): Promise<string> {
  const url = await emptyDatabase();
  const ledger = new Ledger();
  const rows = new Connections(url);
  const place = new Reached(await openPictures(pictures), 2);
  let orphans = 0;
  for (let round = 0; round < rounds; round++) {
    const args = [String(round * 1_000_000), url, pictures];
    await writeAndKill(args, 50 + Math.random() * 100, ledger);
    const store = await openPostgres({ url, pictures, exactLimit: 1_000_000, onIndex() {} });
    const items = await everything(store, collection);
    ledger.settle(new Map(items.map((item) => [item.id, seedOf(item)])));
    orphans += await sweepOrphans(rows, place, anyAge, () => false);
    await deleteGone(rows, place, anyAge);
    // After that, because nothing of theirs may have gone with it.
    for (const item of items) {
      const image = await store.getImage(collection, item.id);
      const wanted = seededItem(item.id, seedOf(item)).image!;
      assert.equal(Buffer.compare(image!.bytes, wanted.bytes), 0, item.id);
    }
    const named = (await said(url, 'SELECT object FROM images')).map(({ object }) =>
      String(object),
    );
    const there = await objectsIn(place);
    assert.deepEqual(
      there.filter((key) => key !== 'selfsame.json'),
      named.sort(),
    );
    await store.close();
  }
  place.close();
  await rows.end();
  return `${ledger.acknowledged} ids, ${orphans} pictures that no item had`;
}

const skip = isServer ? false : 'needs a server of PostgreSQL';

test(`kills (${rounds}) amid writes whose pictures go into a folder`, { skip }, async (context) => {
  context.diagnostic(await killRounds(await temporaryFolder()));
});

const { TEST_S3 } = process.env;
test(`kills (${rounds}) amid writes whose pictures go into a bucket`, {
  skip: TEST_S3 === undefined ? 'no server: eval "$(.ci/s3 start /tmp/s3)"' : skip,
}, async (context) => {
  const server = new URL(TEST_S3!);
  process.env.AWS_ACCESS_KEY_ID = server.username;
  process.env.AWS_SECRET_ACCESS_KEY = server.password;
  process.env.AWS_ENDPOINT_URL_S3 = server.origin;
  context.diagnostic(await killRounds(`s3://${server.pathname.slice(1)}/tests/${randomUUID()}/`));
});
