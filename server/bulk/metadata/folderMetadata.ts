import type { FoundFile } from '@selfsame/models';
import { FileMetadataError } from '../../errors/collections.ts';
import { metadataText } from '../../input/json/metadataText.ts';
import type { JsonText } from '../../store/contract/items.ts';
import { readSidecar } from './sidecar.ts';
import { readTable } from './table.ts';

/**
 * What a folder says of its pictures: their paths, what is said of all of them, over that their
 * rows of the table, over that their own `.json` files.
 * @throws {MetadataTableError}
 */
export function folderMetadata(folder: string, ofAll: object) {
  const table = readTable(folder);
  const unnamed = new Set(table?.rows.keys());
  let sidecars = 0;
  return {
    /** @throws {FileMetadataError} */
    of({ path, place }: FoundFile): JsonText {
      unnamed.delete(path);
      const sidecar = readSidecar(place);
      if (sidecar !== null) sidecars++;
      const said = { ...ofAll, ...table?.rows.get(path), ...sidecar, path };
      const { text, problem } = metadataText(0, () => said);
      if (text === undefined) throw new FileMetadataError(problem);
      return text;
    },
    /** How many `.json` files were read; the table's name; how many of its rows name no picture. */
    sum: () => ({ sidecars, table: table?.file ?? null, unmatched: [...unnamed] }),
  };
}
