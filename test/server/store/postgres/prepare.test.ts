import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { Connections } from '../../../../server/store/postgres/Connections.ts';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { prepareDatabase } from '../../../../server/store/postgres/prepare.ts';
import { steps } from '../../../../server/store/postgres/schema.ts';
import { temporaryFolder } from '../../helpers.ts';
import { model, randomVectors, vectorItem } from '../fixtures.ts';
import { emptyDatabase, isServer, said } from './database.ts';

const open = (url: string, pictures?: string) =>
  openPostgres({ url, pictures, exactLimit: 10_000, onIndex() {} });
const [vector] = randomVectors(1, 8);

test('servers that start at once make one schema', async () => {
  const url = await emptyDatabase();
  const stores = await Promise.all([open(url), open(url), open(url)]);
  await stores[0]!.putItems('default', [vectorItem('a', vector!)]);
  assert.equal((await stores[2]!.getCollection('default')).items, 1);
  for (const store of stores) await store.close();
});

test('a server goes on by a newer schema that says it may, and refuses another', async () => {
  const url = await emptyDatabase();
  const store = await open(url);
  after(() => store.close());
  await said(url, 'UPDATE schema_version SET version = version + 1');
  await (await open(url)).close();
  const member = await store.join('one');
  assert.equal(member.problem(), null);
  await said(url, 'UPDATE schema_version SET compatible = version');
  await assert.rejects(open(url), { code: 'data_too_new', message: /schema version 5.* up to 4/ });
  await member.announce({ loaded: [], failed: {} });
  assert.equal(member.problem()?.code, 'data_too_new');
});

test('a step that servers at work do not know waits until they are stopped; one that they may ignore does not', async () => {
  const url = await emptyDatabase();
  const store = await open(url);
  after(() => store.close());
  const member = await store.join('the old one');
  const connections = new Connections(url);
  after(() => connections.end());
  const later = (compatible: number) =>
    prepareDatabase(connections, {
      known: [...steps, { compatible, sql: `CREATE TABLE later_${compatible} ()` }],
    });
  await assert.rejects(later(5), { code: 'database_busy', message: /the old one/ });
  await later(4);
  assert.equal(member.problem(), null);
  const [state] = await said(url, 'SELECT * FROM schema_version');
  assert.deepEqual(state, { version: 5, compatible: 4 });
  await member.leave();
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
