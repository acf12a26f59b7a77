import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { picture, startServer, temporaryFolder } from '../helpers.ts';
import { publishStandIn } from '../standIn.ts';
import { changeGraph, endless, notANumber, otherInput } from './brokenGraphs.ts';

const root = await temporaryFolder();
const first = await publishStandIn(root, 'mine', 'one');
const elsewhere = await temporaryFolder();
const other = await publishStandIn(elsewhere, 'mine', 'two');
const settings = { models: root, loadMs: 15_000 };
const { http } = await startServer({ bundle: first, settings });

interface Listed {
  readonly id: string;
  readonly state: string;
  readonly error?: { readonly code: string };
}

/** [id, state, code of the error] of all models, once they are as they should be. */
async function listed(wanted: readonly (readonly string[])[]): Promise<void> {
  const now = async () => {
    const { data } = (await http.get('/v1/models').expect(200)).body as { data: Listed[] };
    return data.map(({ id, state, error }) => [id, state, ...(error ? [error.code] : [])]).sort();
  };
  for (let tries = 0; tries < 600; tries++) {
    if (JSON.stringify(await now()) === JSON.stringify(wanted)) return;
    await http
      .post('/v1/embeddings')
      .send(await picture(tries))
      .expect(200);
    await sleep(100);
  }
  assert.deepEqual(await now(), wanted);
}

/** Publishes a copy of a bundle as another version, by renaming it into place. */
async function drop(version: string, change: (dir: string) => Promise<void>): Promise<string> {
  const aside = join(elsewhere, `aside-${version}`);
  await cp(other.dir, aside, { recursive: true });
  await edit(aside, (card) => ({ ...card, version }));
  await change(aside);
  const dir = join(root, 'mine', version);
  await rename(aside, dir);
  return dir;
}

/** What the tests change of a model.json. */
interface Card {
  readonly input: object;
  readonly graph: object;
  readonly golden: readonly { readonly embedding: number[] }[];
}

async function edit(dir: string, change: (card: Card) => object): Promise<void> {
  const file = join(dir, 'model.json');
  await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, 'utf8')))));
}

const nothing = async () => {};

test('bundles are noticed as they come, verified before they are available, and as they go', async () => {
  await listed([['mine/1', 'active']]);
  const dir = await drop('2', nothing);
  await listed([
    ['mine/1', 'active'],
    ['mine/2', 'available'],
  ]);
  await rm(dir, { recursive: true });
  await listed([['mine/1', 'active']]);
});

test('each kind of bad bundle is rejected with its reason, and requests go on', async () => {
  await drop('3', (dir) => truncate(join(dir, 'encoder.onnx'), 100));
  await drop('4', (dir) =>
    edit(dir, (card) => ({ ...card, graph: { ...card.graph, sha256: '0'.repeat(64) } })),
  );
  await drop('5', (dir) => rm(join(dir, 'encoder.onnx')));
  await drop('6', (dir) => writeFile(join(dir, 'model.json'), '{'));
  await drop('7', (dir) =>
    edit(dir, (card) => ({
      ...card,
      golden: card.golden.map((one) => ({
        ...one,
        embedding: one.embedding.toReversed(),
      })),
    })),
  );
  await drop('8', (dir) => edit(dir, (card) => ({ ...card, dimensions: 7 })));
  await mkdir(join(root, 'mine', '9'));
  await drop('10', (dir) => changeGraph(dir, otherInput));
  await drop('11', (dir) => changeGraph(dir, notANumber));
  await drop('12', (dir) => changeGraph(dir, endless));
  await listed([
    ['mine/1', 'active'],
    ['mine/10', 'rejected', 'bundle_unverified'],
    ['mine/11', 'rejected', 'golden_mismatch'],
    ['mine/12', 'rejected', 'bundle_unverified'],
    ['mine/3', 'rejected', 'bundle_corrupt'],
    ['mine/4', 'rejected', 'bundle_corrupt'],
    ['mine/5', 'rejected', 'bundle_corrupt'],
    ['mine/6', 'rejected', 'bundle_invalid'],
    ['mine/7', 'rejected', 'golden_mismatch'],
    ['mine/8', 'rejected', 'bundle_invalid'],
  ]);
  for (const version of ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12'])
    await rm(join(root, 'mine', version), { recursive: true });
  await listed([['mine/1', 'active']]);
});

test('a bundle that becomes another one under its name is rejected, and what is loaded stays', async () => {
  const dir = await drop('2', nothing);
  await listed([
    ['mine/1', 'active'],
    ['mine/2', 'available'],
  ]);
  await cp(first.dir, dir, { recursive: true });
  await edit(dir, (card) => ({ ...card, version: '2' }));
  await listed([
    ['mine/1', 'active'],
    ['mine/2', 'rejected', 'bundle_changed'],
  ]);
});

test('of two models of one graph the one that is sound is taken, and the other named', async () => {
  const folder = await temporaryFolder();
  const wrong = await publishStandIn(folder, 'a-copy', 'graph');
  await publishStandIn(folder, 'mine', 'graph');
  const small = (card: Card) => ({ ...card, input: { ...card.input, fit: 'fill' } });
  await edit(wrong.dir, small);
  const { Registry } = await import('../../../server/models/Registry.ts');
  const registry = await Registry.start({
    folders: [folder],
    verify: async ({ card }) => {
      if (card.name === 'a-copy') throw new Error('it gives other vectors');
    },
    onNews: () => {},
    onFailure: assert.fail,
  });
  const states = () =>
    registry.list().map(({ name, state, error }) => [name, error?.code ?? state]);
  assert.deepEqual(states(), [
    ['a-copy/1', 'verifying'],
    ['mine/1', 'verifying'],
  ]);
  const later = await publishStandIn(folder, 'z-copy', 'graph');
  await edit(later.dir, small);
  while (states().some(([, state]) => state === 'verifying')) await sleep(100);
  assert.deepEqual(states(), [
    ['a-copy/1', 'bundle_unverified'],
    ['mine/1', 'available'],
    ['z-copy/1', 'bundle_graph_twice'],
  ]);
  await registry.close();
});

test('of two bundles of one name the second is named, until the first goes; a failing look is told', async () => {
  const [a, b] = [await temporaryFolder(), await temporaryFolder()];
  const one = await publishStandIn(a, 'twin', 'a');
  const two = await publishStandIn(b, 'twin', 'b');
  await symlink('loop', join(b, 'loop'));
  const { Registry } = await import('../../../server/models/Registry.ts');
  const news: string[] = [];
  const failures: string[] = [];
  const registry = await Registry.start({
    folders: [a, b],
    verify: async () => {},
    onNews: ({ dir }, what) => news.push(`${what} ${dir}`),
    onFailure: ({ message }) => failures.push(message),
  });
  const states = () => registry.list().map(({ state, error }) => error?.code ?? state);
  assert.deepEqual(states(), ['available', 'bundle_twice', 'bundle_unreadable']);
  await rm(one.dir, { recursive: true });
  for (let tries = 0; tries < 150 && news.length < 2; tries++) await sleep(100);
  assert.deepEqual(news, [`gone ${one.dir}`, `new ${two.dir}`]);
  assert.deepEqual(states(), ['available', 'bundle_unreadable']);
  await rm(join(b, 'loop'));
  await rm(a, { recursive: true });
  await symlink(a, a);
  for (let tries = 0; tries < 150 && failures.length === 0; tries++) await sleep(100);
  assert.match(failures[0]!, /ELOOP/);
  await publishStandIn(b, 'late');
  for (let tries = 0; tries < 150 && news.length < 4; tries++) await sleep(100);
  assert.deepEqual(news.slice(2), [`gone ${join(b, 'loop')}`, `new ${join(b, 'late/1')}`]);
  assert.deepEqual(states(), ['available', 'available']);
  await registry.close();
});
