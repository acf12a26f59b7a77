import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Stages } from '../../../client/encoder/encoder.ts';
import { openEncoderPage } from '../../client/encoder/encoderPage.ts';
import { median } from '../median.ts';
import { makePhotographs } from '../photographs.ts';

/** Medians in milliseconds a picture. */
export interface Embedding {
  /** That WebAssembly has: one, where the page's headers do not allow more. */
  readonly threads: number;
  readonly decode: number;
  readonly resize: number;
  readonly encode: number;
}

/** Embeds photographs one after the other in a page of a server. */
export async function embedIn(
  browser: Browser,
  url: string,
  threads: number,
  count: number,
): Promise<Embedding> {
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-bench-'));
  const page = await openEncoderPage(browser, url, { device: 'wasm', threads });
  try {
    await makePhotographs(folder, count);
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    // The first is slower: what runs is compiled by then.
    await page.embed(files[0]!);
    const stages: Stages[] = [];
    for (const file of files) stages.push((await page.embed(file)).ms!);
    const [decode, resize, encode] = (['decode', 'resize', 'encode'] as const).map((stage) =>
      median(stages.map((ms) => ms[stage])),
    );
    return { threads: page.loaded.threads, decode: decode!, resize: resize!, encode: encode! };
  } finally {
    await page.close();
    rmSync(folder, { recursive: true });
  }
}
