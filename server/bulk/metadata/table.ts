import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { MetadataTableError } from '../../errors/collections.ts';
import { limits } from '../../limits.ts';
import { typedValue } from './cell.ts';

const csvFile = 'metadata.csv';
const jsonLinesFile = 'metadata.jsonl';
/** Columns that name a picture's path in the folder; the second as Hugging Face's image folders do. */
const pathColumns = ['path', 'file_name'];

type Row = Readonly<Record<string, unknown>>;

/** What one file in a folder says of the pictures in it. */
export interface MetadataTable {
  /** The file's name. */
  readonly file: string;
  /** By the pictures' paths. */
  readonly rows: ReadonlyMap<string, Row>;
}

/**
 * Reads `metadata.csv` or `metadata.jsonl` of a folder.
 * @returns null if there is neither
 * @throws {MetadataTableError} if it cannot be told what it says of which picture
 */
export function readTable(folder: string): MetadataTable | null {
  const there = [csvFile, jsonLinesFile].filter((file) =>
    statSync(join(folder, file), { throwIfNoEntry: false })?.isFile(),
  );
  const [file] = there;
  if (file === undefined) return null;
  if (there.length > 1) throw new MetadataTableError(file, `${jsonLinesFile} is there as well`);
  const { size } = statSync(join(folder, file));
  if (size > limits.metadataTableBytes)
    throw new MetadataTableError(
      file,
      `it has ${size} bytes, more than ${limits.metadataTableBytes}`,
    );
  const text = readFileSync(join(folder, file), 'utf8');
  return { file, rows: byPath(file, file === csvFile ? csvRows(text) : jsonRows(text)) };
}

function byPath(file: string, rows: readonly Row[]): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const [i, row] of rows.entries()) {
    const column = pathColumns.find((name) => Object.hasOwn(row, name));
    const path = column === undefined ? undefined : row[column];
    if (typeof path !== 'string' || path === '')
      throw new MetadataTableError(file, `row ${i + 1} has no path in a column "path"`);
    const { [column!]: _, ...others } = row;
    const plain = path.replace(/^\.\//, '');
    if (found.has(plain))
      throw new MetadataTableError(file, `it has several rows for "${plain.slice(0, 256)}"`);
    found.set(plain, others);
  }
  return found;
}

function csvRows(text: string): Row[] {
  try {
    const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true }) as Row[];
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).flatMap(([name, cell]) => {
          if (pathColumns.includes(name)) return [[name, cell]];
          return cell === '' ? [] : [[name, typedValue(cell as string)]];
        }),
      ),
    );
  } catch (error) {
    if (error instanceof CsvError) throw new MetadataTableError(csvFile, error.message);
    throw error;
  }
}

function jsonRows(text: string): Row[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      const row: unknown = JSON.parse(line);
      if (typeof row === 'object' && row !== null && !Array.isArray(row)) return [row as Row];
    } catch {
      // Told below.
    }
    throw new MetadataTableError(jsonLinesFile, `line ${i + 1} is no JSON object`);
  });
}
