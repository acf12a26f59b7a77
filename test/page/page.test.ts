import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findBrowser, openBrowser, skippedWithoutBrowser } from '../browser.ts';
import { startServer, temporaryFolder } from '../server/helpers.ts';
import { drawShape, writeShapes } from './shapes.ts';
import { assertAccessible, assertClean, assertFits, dropFiles, openWatched } from './watched.ts';
import { searchByWords } from './words.ts';

const skip = skippedWithoutBrowser();
const adminKey = 'the-key-of-the-admin';
const readKey = 'the-key-of-a-reader';
/** Milliseconds for one thing to be seen, on a machine that has much else to do. */
const patience = 20_000;

/** One server and one browser for all of the file; the page is left by one test to the next, as by a user. */
async function open() {
  const server = await startServer({ settings: { apiKeys: `admin:${adminKey},read:${readKey}` } });
  const browser = await openBrowser(findBrowser()!);
  after(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  context.setDefaultTimeout(patience);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  const folder = await temporaryFolder();
  const shapes = await writeShapes(folder, 4);
  const asked = join(folder, 'asked.png');
  writeFileSync(asked, await drawShape('circles', 5));
  const page = await openWatched(context, server.url);
  return { server, browser, context, page, shapes, asked };
}

const { server, browser, context, page, shapes, asked } =
  skip === false ? await open() : ({} as Awaited<ReturnType<typeof open>>);

const status = (of = page) => of.getByRole('status').first();
const results = (of = page) => of.getByRole('list', { name: 'Nearest pictures' });
const idsOf = (of = page, within = results(of)) =>
  within
    .locator('[data-id]')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-id')!));
const view = (name: string, of = page) =>
  of.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click();
const fills = (text: RegExp, of = page) => status(of).filter({ hasText: text }).waitFor();

test('a key is asked for, and a wrong one is told', { skip }, async () => {
  const key = page.getByLabel('API key');
  await page.getByText('wants an API key').waitFor();
  await assertAccessible(page);
  await key.fill('a-key-that-is-none');
  await page.getByRole('button', { name: 'Use' }).click();
  await page.getByText('does not know this key').waitFor();
  await key.fill(adminKey);
  await key.press('Enter');
  await page.getByText('“default” has no pictures yet').waitFor();
  await page.getByText(new RegExp(`index (-- )?~/pictures --url ${server.url}`)).waitFor();
  await page.getByText(/is for trying this out|for trying this out:/).waitFor();
  await assertAccessible(page);
});

test('a folder that is dropped is indexed, and never overwrites', { skip }, async () => {
  await view('Add');
  await dropFiles(page, [shapes]);
  await fills(/^Done: 12 added, 2 left out of 13 pictures/);
  await page.getByText('2 left out, and why').click();
  await page.getByText('notes.txt: no picture but text/plain').waitFor();
  await page.getByText(/broken\.png: The bytes are not a picture/).waitFor();
  const { body } = await server.http
    .get('/v1/collections/default/items/circles%2Fcircles-1.png')
    .set('Authorization', `Bearer ${adminKey}`)
    .expect(200);

  writeFileSync(join(shapes, 'circles/circles-1.png'), await drawShape('bars', 1));
  await dropFiles(page, [join(shapes, 'circles')]);
  await fills(/^Done: 4 added/);
  const asks = () =>
    page.evaluate<boolean>(
      "!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))",
    );
  assert.equal(await asks(), false);
  await context.setOffline(true);
  await dropFiles(page, [join(shapes, 'circles'), join(shapes, 'squares')]);
  await fills(/^Paused: 0 added/);
  assert.equal(await asks(), true);
  await context.setOffline(false);
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent++;
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await fills(/^Done: 0 added, 8 there already of 8/);
  assert.ok(sent <= 3, `${sent} of 8 that are there were sent once more`);
  assert.equal(await asks(), false);
  const again = page.getByRole('region', { name: 'Adding to default' }).first();
  await again.getByText('8 items have these ids already').waitFor();
  await again
    .getByRole('listitem')
    .filter({ hasText: 'circles/circles-1.png' })
    .getByRole('button', { name: 'Replace' })
    .click();
  await fills(/^Done: 0 added, 1 replaced, 7 there already/);
  const replaced = await server.http
    .get('/v1/collections/default/items/circles%2Fcircles-1.png')
    .set('Authorization', `Bearer ${adminKey}`);
  assert.notEqual(replaced.body.updated, body.updated);
  await assertAccessible(page);
  await again.getByRole('button', { name: 'Leave all as they are' }).click();
});

test('a picture is dropped, a neighbour clicked, and its address shared', {
  skip,
}, async () => {
  await view('Search');
  await dropFiles(page, [asked]);
  await fills(/of 16 items, compared exactly by cifar10-small/);
  const first = await idsOf();
  assert.equal(first.length, 16);
  await page.getByText('the address of this search cannot be shared').waitFor();
  await results().getByRole('link', { name: 'like squares/squares-1.png', exact: false }).click();
  await page.getByRole('heading', { name: 'Most like squares/squares-1.png' }).waitFor();
  await fills(/of 16 items/);
  assert.equal((await idsOf())[0], 'squares/squares-1.png');
  const focused = await page.evaluate<string>('document.activeElement.textContent');
  assert.equal(focused, 'Most like squares/squares-1.png');
  const found = await idsOf();

  const reader = await browser.newContext();
  const other = await openWatched(reader, page.url());
  await other.getByLabel('API key').fill(readKey);
  await other.getByRole('button', { name: 'Use' }).click();
  await fills(/of 16 items/, other);
  assert.deepEqual(await idsOf(other), found);
  // Who may only read is told what that key may not.
  await view('Browse', other);
  await other.getByRole('checkbox').first().check();
  await other.getByRole('button', { name: 'Delete 1 chosen …' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await other.getByRole('alert').filter({ hasText: 'read' }).waitFor();
  await other.getByRole('button', { name: 'Use another key' }).waitFor();
  await reader.close();

  await page.goBack();
  await page.getByRole('heading', { name: 'Most like asked.png' }).waitFor();
  await fills(/of 16 items/);
  assert.deepEqual(await idsOf(), first);
  await assertAccessible(page);
  await page.reload();
  await page.getByText('in another tab, or before the page was loaded again').waitFor();
});

test('a picture is pasted; a file that is none takes the old results away', { skip }, async () => {
  const png = readFileSync(asked).toString('base64');
  await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${png}'), (letter) => letter.charCodeAt(0));
    const picture = new Blob([bytes], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
  })()`);
  await page.keyboard.press('Control+V');
  await fills(/of 16 items/);
  assert.equal((await idsOf()).length, 16);
  await dropFiles(page, [join(shapes, 'broken.png')]);
  await page.getByRole('alert').filter({ hasText: 'not a picture in any known format' }).waitFor();
  assert.deepEqual(await idsOf(), []);
});

test('embedded in the browser, a picture finds the same and is not sent', { skip }, async () => {
  await view('Search');
  await dropFiles(page, [asked]);
  await fills(/of 16 items/);
  const found = await idsOf();
  const sent: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.headers()['content-type']);
  });
  await page.getByLabel('Embed in this browser').check();
  await page.getByText('The picture was not sent').waitFor();
  assert.deepEqual((await idsOf()).slice(0, 10), found.slice(0, 10));
  assert.deepEqual(sent, ['application/json']);
  await assertAccessible(page);
  await page.getByLabel('Embed in this browser').uncheck();
  await fills(/of 16 items/);
});

test('results are filtered by a field that occurs', { skip }, async () => {
  await dropFiles(page, [asked]);
  await page.getByRole('button', { name: 'Filter' }).click();
  const form = page.getByRole('form', { name: 'Filter' });
  await form.locator('datalist option[value="path"]').waitFor({ state: 'attached' });
  await form.getByLabel('Field').fill('path');
  await form.getByLabel('Condition').selectOption('begins with');
  await form.getByLabel('Value').fill('bars/');
  await form.getByRole('button', { name: 'Apply' }).click();
  await fills(/^4 of 4 items that pass the filter/);
  assert.ok((await idsOf()).every((id) => id.startsWith('bars/')));
  await assertAccessible(page);
  await form.getByLabel('Value').fill('nothing/');
  await form.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('Nothing passes the filter.').waitFor();
  await page.getByRole('button', { name: 'Look without the filter' }).click();
  await fills(/of 16 items/);
});

test('items are browsed, looked at closely and deleted', { skip }, async () => {
  await view('Browse');
  await fills(/^16 items/);
  await page.locator('[data-id]').nth(2).waitFor();
  // Several are added at once, so that their order is not that of their names.
  const [first, second, third] = await idsOf(page, page.locator('main'));
  await page.getByRole('button', { name: `Look closely at ${first}` }).click();
  const dialog = page.getByRole('dialog', { name: first! });
  await dialog.getByRole('row', { name: `path ${first}` }).waitFor();
  await dialog.getByRole('img', { name: first! }).waitFor();
  await assertAccessible(page);
  await page.keyboard.press('ArrowRight');
  const next = page.getByRole('dialog', { name: second! });
  await next.getByRole('button', { name: 'Delete …' }).click();
  const question = page.getByRole('dialog', { name: 'Delete this item?' });
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await fills(/^15 items/);
  await page.getByRole('checkbox', { name: `Choose ${third}` }).check();
  await page.getByRole('button', { name: 'Delete 1 chosen …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await fills(/^14 items/);
  const left = await idsOf(page, page.locator('main'));
  assert.ok(left.includes(first!) && !left.includes(second!) && !left.includes(third!));
});

test('on the map, some are chosen and tagged', { skip }, async () => {
  await view('Map');
  await page.getByText('No map was made').waitFor();
  await page.getByRole('button', { name: 'Make the map' }).click();
  const plane = page.getByRole('application', { name: 'Map of 14 items' });
  await plane.waitFor({ timeout: 60_000 });
  await fills(/14 are in view/);
  await plane.focus();
  for (let times = 0; times < 6; times++) await page.keyboard.press('+');
  await page.keyboard.press('ArrowLeft');
  await fills(/ [0-9] are in view/);
  await page.keyboard.press('0');
  await fills(/14 are in view/);
  assert.equal((await idsOf(page, page.getByRole('list', { name: 'In view' }))).length, 14);
  await page.getByRole('button', { name: 'Draw around some' }).click();
  const { x, y, width, height } = (await plane.boundingBox())!;
  await page.mouse.move(x + 12, y + 12);
  await page.mouse.down();
  for (const [right, down] of [
    [width - 12, 12],
    [width - 12, height - 12],
    [12, height - 12],
  ] as const)
    await page.mouse.move(x + right, y + down);
  await page.mouse.up();
  await fills(/14 are chosen/);
  const form = page.getByRole('form', { name: 'Tag what is chosen' });
  await form.getByLabel('Field of the metadata').fill('seen');
  await form.getByLabel('Its value').fill('true');
  await form.getByRole('button', { name: 'Tag 14 items' }).click();
  const question = page.getByRole('dialog', { name: 'Write to 14 items?' });
  await question.getByRole('button', { name: 'Write to 14 items' }).click();
  await form.getByText('Written to 14 of 14 items.').waitFor();
  await assertAccessible(page);
  await form.getByRole('link', { name: 'Browse those' }).click();
  await fills(/^14 items/);
});

test('near-duplicates are groups', { skip }, async () => {
  await view('Duplicates');
  await page.getByLabel('Alike from a score of').fill('0.9');
  await page.getByRole('button', { name: 'Find' }).click();
  await fills(/a score of 0.9 and more/);
  await page.getByRole('region', { name: /^Group 1: \d+ items/ }).waitFor();
  await assertAccessible(page);
});

test('another encoder is taken into use, and back', { skip }, async () => {
  await view('Server');
  const row = page.getByRole('row').filter({ hasText: 'cifar10-small/2' });
  await row.getByRole('button', { name: 'Compare' }).click();
  const comparison = page.getByRole('region', { name: 'A comparison' });
  await comparison
    .getByRole('heading', { name: 'cifar10-small/2 beside cifar10-small/3' })
    .waitFor();
  await comparison.getByRole('row', { name: /own picture nearest/ }).waitFor({ timeout: 60_000 });
  await row.getByRole('button', { name: 'Activate …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Activate cifar10-small/2' });
  await dialog.getByLabel('Take it even if it does worse').check();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Compare, and activate' }).click();
  await page
    .getByRole('heading', { name: 'cifar10-small/2 is in use' })
    .waitFor({ timeout: 90_000 });
  const report = page.getByRole('region', { name: 'A model on its way into use' });
  await report.getByRole('row', { name: /own picture nearest/ }).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Back to cifar10-small/3' }).click();
  await page
    .getByRole('heading', { name: 'cifar10-small/3 is in use again' })
    .waitFor({ timeout: 60_000 });
});

test('many items are browsed without many being there', { skip }, async () => {
  const { services, bundle } = server;
  const model = services.encoders.serving.digest;
  await services.store.putCollection('large');
  for (let from = 0; from < 2000; from += 1000) {
    const items = Array.from({ length: 1000 }, (_, i) => ({
      ...{
        id: `folder-of-many/item-${from + i}`,
        metadata: '{}',
        image: null,
        content: null,
        depth: null,
      },
      vectors: [{ model, vector: new Float32Array(bundle.card.dimensions).fill(1) }],
    }));
    await services.store.putItems('large', items);
  }
  await page.goto(`${server.url}/#/browse?collection=large`);
  await fills(/^2,000 items/);
  const item = (n: number) => page.locator(`[data-id="folder-of-many/item-${n}"]`);
  await item(0).waitFor();
  let pages = 0;
  page.on('request', (request) => {
    if (request.url().includes('/items?')) pages++;
  });
  await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  await item(1999).getByRole('checkbox').waitFor();
  await page.evaluate('scrollTo(0, document.documentElement.scrollHeight / 2)');
  await item(1000).getByText('item-1000', { exact: true }).waitFor();
  // What lies between has not been read.
  assert.ok(pages <= 4, `${pages} pages`);
  assert.ok((await page.locator('.card').count()) < 150);
  // What has the focus keeps it, however far it is away.
  await page.evaluate('scrollTo(0, 0)');
  await item(0).getByRole('link').focus();
  await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  await item(1999).getByRole('checkbox').waitFor();
  await page.keyboard.press('Tab');
  await item(0).getByRole('checkbox').and(page.locator(':focus')).waitFor();
});

test('what items and links hold is text on the page, and in no command', { skip }, async () => {
  const evil = '"><img src=x onerror=alert(1)>';
  const metadata = {
    [evil]: evil,
    link: 'javascript:alert(1)',
    tags: ['<script>alert(2)</script>'],
  };
  const put = (path: string) => server.http.put(path).set('Authorization', `Bearer ${adminKey}`);
  await put('/v1/collections/evil').expect(201);
  await put(`/v1/collections/evil/items/${encodeURIComponent(evil)}`)
    .query({ metadata: JSON.stringify(metadata) })
    .send(readFileSync(asked))
    .expect(201);
  await page.goto(`${server.url}/#/browse?collection=evil&item=${encodeURIComponent(evil)}`);
  const dialog = page.getByRole('dialog', { name: evil });
  await dialog.getByRole('row', { name: 'link javascript:alert(1)' }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.locator('datalist option', { hasText: '' }).nth(2).waitFor({ state: 'attached' });
  const made = page.locator('img[src="x"], [onerror], [href^="javascript"], body script');
  assert.equal(await made.count(), 0);
  await page.goto(`${server.url}/#/add?collection=${encodeURIComponent('x; rm -rf ~')}`);
  await page.getByText('~/pictures --collection <name>').waitFor();
  assertClean(page);
});

test('on a phone every view fits, and a picture is chosen', { skip }, async () => {
  const phone = await browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  });
  const other = await openWatched(phone, server.url);
  await other.getByLabel('API key').fill(adminKey);
  await other.getByRole('button', { name: 'Use' }).click();
  await other.getByLabel('Choose a picture').setInputFiles(asked);
  await fills(/of 14 items/, other);
  await assertFits(other);
  await assertAccessible(other);
  for (const name of ['Browse', 'Map', 'Duplicates', 'Add', 'Server']) {
    await view(name, other);
    await other.getByRole('heading', { level: 2 }).waitFor();
    await assertFits(other);
  }
  await other.goto(`${server.url}/docs`);
  await other.getByText('Pictures to embeddings').waitFor();
  await assertFits(other);
  assertClean(other);
  await phone.close();
});

test('a server that is gone is told, and is there again', { skip }, async () => {
  await context.setOffline(true);
  await page.goto(`${server.url}/#/search?collection=default&like=bars%2Fbars-1.png`);
  await page.getByText('The server does not answer').waitFor();
  await assertAccessible(page);
  await context.setOffline(false);
  await page.getByText('The server does not answer').waitFor({ state: 'detached' });
  // What was asked meanwhile is asked again.
  await results().locator('img').first().waitFor();
  assertClean(page);
});

test(
  'words are searched by where the model takes some, and their address is shared',
  { skip },
  () => searchByWords(browser),
);
