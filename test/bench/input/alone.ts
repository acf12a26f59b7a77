import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decodePixels, type PixelRule } from '@selfsame/models';
import sharp from 'sharp';
import { median } from '../median.ts';

const rounds = 3;

/** Milliseconds a picture, one after the other. */
export interface AloneFigures {
  readonly side: number;
  readonly ours: number;
  /** OpenCV in one thread; undefined without it. */
  readonly opencv: number | undefined;
}

/**
 * Decodes JPEG files one after the other, in one thread, as a server does for a lone client, beside
 * OpenCV in turns.
 * @param python that has OpenCV
 */
export async function decodeAlone(
  files: readonly string[],
  rule: PixelRule,
  python: string | undefined,
): Promise<AloneFigures> {
  const side = rule.width;
  const pictures = files.map((path) => readFileSync(path));
  const own: number[] = [];
  const peers: number[] = [];
  const before = sharp.concurrency();
  sharp.concurrency(1);
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    for (const picture of pictures) await decodePixels(picture, rule);
    own.push((performance.now() - began) / pictures.length);
    if (python !== undefined) peers.push(await decodeByOpenCv(python, files, side));
  }
  sharp.concurrency(before);
  return { side, ours: median(own), opencv: peers.length > 0 ? median(peers) : undefined };
}

async function decodeByOpenCv(python: string, files: readonly string[], side: number) {
  const script = join(import.meta.dirname, 'peers/opencv_decode.py');
  const settings = JSON.stringify({ files, side });
  const { stdout } = await promisify(execFile)(python, [script, settings], { timeout: 600_000 });
  return Number(stdout);
}
