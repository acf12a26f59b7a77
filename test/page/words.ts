import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findBundle } from '@selfsame/models';
import type { Browser } from 'playwright-core';
import { createClient } from '../../client/index.ts';
import { colours, writeColours } from '../models/import/colours.ts';
import { importTextPair, pictureOfColour } from '../server/embed/textPair.ts';
import { startServer, temporaryFolder } from '../server/helpers.ts';
import { assertAccessible, assertClean, openWatched } from './watched.ts';

/** A search by words, over a server whose model takes some. */
export async function searchByWords(browser: Browser): Promise<void> {
  const folder = await temporaryFolder();
  const models = join(folder, 'models');
  writeColours(join(folder, 'pair'));
  await importTextPair(join(folder, 'pair'), 'colours', models);
  const { url } = await startServer({ bundle: await findBundle(models, 'colours') });
  const client = createClient({ url });
  for (const colour of Object.keys(colours))
    await client.items.put('default', colour, { picture: await pictureOfColour(colour) });

  const context = await browser.newContext();
  const page = await openWatched(context, url);
  const words = page.getByRole('searchbox', { name: 'Words' });
  const results = page.getByRole('list', { name: 'Nearest pictures' }).locator('[data-id]');
  const isFirst = (colour: string) =>
    results
      .first()
      .and(page.locator(`[data-id="${colour}"]`))
      .waitFor();

  await words.fill('a green boat');
  await words.press('Enter');
  await page.getByRole('heading', { name: 'Most like “a green boat”' }).waitFor();
  await isFirst('green');
  await words.fill('RED & #?%/é');
  await words.press('Enter');
  await isFirst('red');
  await assertAccessible(page);
  const other = await openWatched(context, page.url());
  await other.getByRole('heading', { name: 'Most like “RED & #?%/é”' }).waitFor();
  await other.close();
  await page.goBack();
  await isFirst('green');
  assert.equal(await words.inputValue(), 'a green boat');
  await results.first().getByRole('link').click();
  await page.getByRole('heading', { name: 'Most like green' }).waitFor();
  assert.equal(await words.inputValue(), '');

  await words.fill('xyz');
  await words.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Use other words' }).waitFor();
  assert.equal(await results.count(), 0);
  assertClean(page);
  await context.close();
}
