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

/** A bundle's text tower as it is; null where there is none. */
export function keptText({ card, dir }: Bundle): TextBeside | null {
  if (card.text === undefined) return null;
  const { graph, tokenizer, ...about } = card.text;
  const copy = (file: string) => (fd: number) => copyInto(fd, join(dir, file), 0);
  return {
    about,
    graph: copy(graph.file),
    data: graph.data && copy(graph.data.file),
    tokenizer: copy(tokenizer.file),
  };
}

/** The same behind which texts follow a map of pictures; null where they cannot. */
export async function mappedText(bundle: Bundle, map: EmbeddingMap): Promise<TextBeside | null> {
  const kept = keptText(bundle);
  const ofTexts = kept && textMap(map);
  if (!ofTexts) return null;
  const { golden, output } = kept.about;
  const path = join(bundle.dir, bundle.card.text!.graph.file);
  const { model, data } = gatherData(path, readModel(path), textDataFile);
  const graph = withMap(model, ofTexts, output);
  const before = vectorsOf(Float32Array.from(golden.embedding), bundle.card.dimensions);
  const embedding = new Float32Array(ofTexts[0].outputs);
  (await mapRows(before, ofTexts, true)).read(0, 1, embedding);
  return {
    ...kept,
    about: {
      ...kept.about,
      output: 'embedding',
      golden: { ...golden, embedding: [...embedding] },
    },
    graph: (fd) => writeFileSync(fd, graph),
    data: data?.write,
  };
}
