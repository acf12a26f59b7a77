import { existsSync } from 'node:fs';
import { readFile, truncate } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { exportManifest } from '@selfsame/models';
import { z } from 'zod';
import { ExportFolderError } from '../../errors/client.ts';

const isInside = (file: string) => !isAbsolute(file) && !file.split(/[/\\]/).includes('..');

const lineSchema = z.strictObject({
  collection: z.string(),
  id: z.string(),
  /** Below the folder, with '/' between its parts. */
  file: z.string().min(1).refine(isInside),
  /** When the item was changed the last time, as the server tells it. */
  updated: z.string(),
  metadata: z.record(z.string(), z.unknown()),
});

/** A picture that was written, or is about to be. */
export type Line = z.output<typeof lineSchema>;

/** What a folder says of itself, a line each; of two lines of an item the later holds. By ids. @throws {ExportFolderError} where it is of something else */
export async function readManifest(folder: string, collection: string): Promise<Map<string, Line>> {
  const path = join(folder, exportManifest);
  if (!existsSync(path)) return new Map();
  const text = await readFile(path, 'utf8');
  // A process that was killed may have left a part of a line, of which nothing is written yet.
  const end = text.lastIndexOf('\n') + 1;
  if (end < text.length) await truncate(path, Buffer.byteLength(text.slice(0, end)));
  const lines = new Map<string, Line>();
  for (const [i, one] of text.slice(0, end).split('\n').slice(0, -1).entries()) {
    const line = parse(one);
    if (line === undefined)
      throw new ExportFolderError(
        folder,
        `line ${i + 1} of its ${exportManifest} is of another kind`,
      );
    if (line.collection !== collection)
      throw new ExportFolderError(folder, `it has those of the collection "${line.collection}"`);
    lines.set(line.id, line);
  }
  return lines;
}

function parse(text: string): Line | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export const textOf = (lines: Iterable<Line>) =>
  Array.from(lines, (line) => `${JSON.stringify(line)}\n`).join('');
