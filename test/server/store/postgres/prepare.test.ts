import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { temporaryFolder } from '../../helpers.ts';
import { model, randomVectors, vectorItem } from '../fixtures.ts';
import { emptyDatabase, isServer, said } from './database.ts';

const open = (url: string, pictures?: string) =>
  openPostgres({ url, pictures, exactLimit: 10_000, onIndex() {} });
const [vector] = randomVectors(1, 8);

test('servers that start at once make one schema, and know a newer one when they see it', async () => {
  const url = await emptyDatabase();
  const stores = await Promise.all([open(url), open(url), open(url)]);
  await stores[0]!.putItems('default', [vectorItem('a', vector!)]);
  assert.equal((await stores[2]!.getCollection('default')).items, 1);
  for (const store of stores) await store.close();
  await said(url, 'UPDATE schema_version SET version = version + 1');
  await assert.rejects(open(url), { code: 'data_too_new', message: /schema version 3.* up to 2/ });
});

test('tables of another program are left alone', async () => {
  const url = await emptyDatabase();
  await said(url, 'CREATE TABLE items (price integer)');
  await assert.rejects(open(url), { code: 'database_foreign', message: /"items"/ });
  assert.deepEqual(await said(url, 'SELECT * FROM items'), []);
});

test('a database that does not answer is told without its password', async () => {
  const url = 'postgres://me:secret@127.0.0.1:1/pictures';
  await assert.rejects(open(url), (error: Error & { code: string }) => {
    assert.equal(error.code, 'store_unavailable');
    assert.match(error.message, /postgres:\/\/127\.0\.0\.1:1\/pictures.*ECONNREFUSED/);
    return !/secret/.test(error.message);
  });
});

test('a role that owns nothing but its schema is enough, once pgvector is there', {
  skip: isServer ? false : 'needs a server',
}, async () => {
  const name = `role_${randomUUID().replaceAll('-', '')}`;
  const admin = await emptyDatabase();
  await said(admin, `CREATE ROLE ${name} LOGIN`);
  await said(admin, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const inDatabase = new URL(admin);
  inDatabase.pathname = name;
  inDatabase.search = '';
  after(async () => {
    await said(admin, `DROP DATABASE ${name} WITH (FORCE)`);
    await said(admin, `DROP ROLE ${name}`);
  });
  await said(inDatabase.href, `CREATE SCHEMA AUTHORIZATION ${name}`);
  const asRole = new URL(inDatabase);
  asRole.username = name;
  await assert.rejects(open(asRole.href), {
    code: 'pgvector_missing',
    remedy: /CREATE EXTENSION vector/,
  });
  await said(inDatabase.href, 'CREATE EXTENSION vector');
  const store = await open(asRole.href, await temporaryFolder());
  await store.putItems('default', [vectorItem('a', vector!)]);
  assert.deepEqual((await store.getItem('default', 'a')).models, [model]);
  await store.close();
});
