import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { LabelFileError } from '../../errors.ts';

const columns = ['path', 'label'] as const;

/**
 * Reads which class each picture is of: a CSV file with the columns `path` and `label`.
 * @returns classes by the pictures' paths below their folder
 * @throws {LabelFileError}
 */
export function readLabelFile(file: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [i, row] of readRows(file).entries()) {
    const [path, label] = columns.map((name) => row[name]);
    if (path === undefined || label === undefined)
      throw new LabelFileError(file, 'its first line does not name the columns path and label');
    const plain = path.replaceAll('\\', '/').replace(/^\.\//, '');
    if (plain === '' || label === '')
      throw new LabelFileError(file, `row ${i + 1} has no ${plain === '' ? 'path' : 'label'}`);
    if ((found.get(plain) ?? label) !== label)
      throw new LabelFileError(file, `it gives ${plain} two classes`);
    found.set(plain, label);
  }
  if (found.size === 0) throw new LabelFileError(file, 'it names no pictures');
  return found;
}

function readRows(file: string): Readonly<Record<string, string>>[] {
  try {
    return parse(readFileSync(file, 'utf8'), { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    const known = error instanceof CsvError || (error as NodeJS.ErrnoException).syscall;
    if (!known) throw error;
    throw new LabelFileError(file, (error as Error).message, error);
  }
}
