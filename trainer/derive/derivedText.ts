import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, type TextBeside, textDataFile, vectorsOf } from '@selfsame/models';
import {
  copyInto,
  type EmbeddingMap,
  gatherData,
  readModel,
  withMap,
} from '@selfsame/models/import';
import { mapRows } from './mapRows.ts';
import { textMap } from './textMap.ts';

/** A bundle's text tower behind which texts follow a map of pictures; null where there is none. */
export async function derivedText(
  { card, dir }: Bundle,
  map: EmbeddingMap,
): Promise<TextBeside | null> {
  const ofTexts = card.text && textMap(map);
  if (!ofTexts) return null;
  const { graph: file, tokenizer, golden, ...about } = card.text!;
  const path = join(dir, file.file);
  const { model, data } = gatherData(path, readModel(path), textDataFile);
  const graph = withMap(model, ofTexts, about.output);
  const before = vectorsOf(Float32Array.from(golden.embedding), card.dimensions);
  const embedding = new Float32Array(ofTexts[0].outputs);
  (await mapRows(before, ofTexts, true)).read(0, 1, embedding);
  return {
    about: { ...about, output: 'embedding', golden: { ...golden, embedding: [...embedding] } },
    graph: (fd) => writeFileSync(fd, graph),
    data: data?.write,
    tokenizer: (fd) => copyInto(fd, join(dir, tokenizer.file), 0),
  };
}
