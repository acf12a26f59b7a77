import { statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** A part of a page over its whole width, in CSS pixels. */
export interface Clip {
  readonly y: number;
  readonly height: number;
}

export const viewport = { width: 1100, height: 900 };
export const deviceScaleFactor = 1.5;

/** What a reader has to wait for. */
const mostBytes = 200_000;

/** Writes a part of a page, which has this viewport, as a PNG file of few colours. */
export async function photograph(page: Page, path: string, { y, height }: Clip): Promise<void> {
  const clip = { x: 0, y, width: viewport.width, height };
  const png = await page.screenshot({ clip, fullPage: true });
  await sharp(png).png({ palette: true, effort: 10 }).toFile(path);
  const { size } = statSync(path);
  if (size > mostBytes) throw new Error(`${path} has ${size} bytes, more than ${mostBytes}`);
  console.log(`${path}: ${size} bytes`);
}
