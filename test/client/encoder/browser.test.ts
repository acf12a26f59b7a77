import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { after, test } from 'node:test';
import { createClient } from '../../../client/index.ts';
import { findBrowser, openBrowser, skippedWithoutBrowser } from '../../browser.ts';
import { archive, unpackPhotographs } from '../../photographs.ts';
import { startServer, temporaryFolder } from '../../server/helpers.ts';
import { type EncoderPage, openEncoderPage } from './encoderPage.ts';
import { pictures, refused } from './pictures.ts';

const skip = skippedWithoutBrowser();
const { url, bundle } = await startServer();
const server = createClient({ url });
const browser = skip === false ? await openBrowser(findBrowser()!) : undefined;
after(() => browser?.close());

async function cosineOf(page: EncoderPage, bytes: Uint8Array, name: string): Promise<number> {
  const made = await page.embed(bytes);
  assert.ok(made.vector, `${name}: ${made.message}`);
  const { vector } = await server.embed(bytes);
  return vector.reduce((sum, value, i) => sum + value * made.vector![i]!, 0);
}

test('the encoder in a browser gives what the server gives, and sends it nothing', {
  skip,
}, async () => {
  const page = await openEncoderPage(browser!, url, { device: 'wasm' });
  const { model, device, note } = page.loaded;
  assert.deepEqual(
    [model, device, note],
    [`${bundle.card.name}/${bundle.card.version}`, 'wasm', null],
  );
  // The headers of the page are such that its threads may have memory in common.
  assert.ok(page.loaded.threads > 1 || cpus().length === 1);
  const before = page.requests.length;
  for (const [name, bytes] of Object.entries(await pictures())) {
    const cosine = await cosineOf(page, bytes, name);
    assert.ok(cosine >= 0.999, `${name}: cosine ${cosine}`);
  }
  for (const [code, bytes] of Object.entries(await refused()))
    assert.equal((await page.embed(bytes)).code, code.trim());
  assert.deepEqual(page.requests.slice(before), []);
  assert.ok(page.requests.includes(`GET /v1/graphs/${bundle.card.graph.sha256}`));
  assert.deepEqual(
    page.requests.filter((one) => !one.startsWith('GET /')),
    [],
  );
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('so it does of photographs, with one thread too', {
  skip: skip || (!existsSync(archive) && `there is no ${archive}`),
}, async () => {
  const page = await openEncoderPage(browser!, url, { device: 'wasm', threads: 1 });
  assert.equal(page.loaded.threads, 1);
  const all = unpackPhotographs(await temporaryFolder());
  assert.equal(all.length, 200);
  // PHOTOGRAPHS=<tar> has all of them compared, in place of every fifth.
  const step = process.env.PHOTOGRAPHS === undefined ? 5 : 1;
  const cosines: number[] = [];
  for (const name of all.filter((_, i) => i % step === 0))
    cosines.push(await cosineOf(page, readFileSync(name), name));
  const worst = Math.min(...cosines);
  assert.ok(worst >= 0.999, `the worst of ${cosines.length} has cosine ${worst}`);
  await page.close();
});
