import type { ItemVersion } from '../contract/files.ts';
import { versionSql } from './items.ts';
import type { PlacedItem } from './putItems.ts';
import type { Rows } from './Rows.ts';
import { fromSent } from './vectorBytes.ts';

/** What of an item follows from its picture. */
export type Picture = Omit<PlacedItem, 'id' | 'metadata'>;

interface SourceRow {
  readonly version: string;
  readonly content: string | null;
  readonly depth: string | null;
  readonly type: string | null;
  readonly side: number | null;
  readonly data: Buffer | null;
  readonly object: string | null;
  readonly length: number;
  readonly models: string[];
  readonly vectors: Buffer[];
}

/**
 * What items have of their pictures, by their versions: of those that are still of the version and
 * have a vector of the model.
 */
export async function copiesOf(
  rows: Rows,
  owner: number,
  sources: readonly (ItemVersion & { readonly model: string })[],
): Promise<Map<string, Picture>> {
  if (sources.length === 0) return new Map();
  const of = `FROM vectors JOIN generations ON generations.key = generation
    WHERE item = items.key AND generations.model IS NOT NULL ORDER BY vectors.key`;
  const found = await rows.rows<SourceRow>(
    `SELECT ${versionSql} AS version, items.content, items.depth,
         images.type, images.side, images.data, images.object,
         coalesce(images.length, octet_length(images.data)) AS length,
         ARRAY(SELECT generations.model ${of}) AS models,
         ARRAY(SELECT vector_send(vectors.vector) ${of}) AS vectors
       FROM items LEFT JOIN images ON images.item = items.key
       WHERE items.collection = $1 AND items.id = ANY($2) ORDER BY items.id FOR SHARE OF items`,
    [owner, sources.map(({ id }) => id)],
  );
  const byVersion = new Map(found.map((row) => [row.version, row]));
  return new Map(
    sources.flatMap(({ version, model }) => {
      const row = byVersion.get(version);
      return row?.models.includes(model) ? [[version, pictureOf(row)] as const] : [];
    }),
  );
}

function pictureOf(row: SourceRow): Picture {
  const { content, depth, type, side, data: bytes, object, length, models, vectors } = row;
  return {
    ...{ content, depth },
    vectors: models.map((model, i) => ({ model, vector: fromSent(vectors[i]!) })),
    image: type === null ? null : { type, side: side ?? 0, bytes, object, length },
  };
}
