import { readFile } from 'node:fs/promises';
import { createTextTower, type TextCard } from '@selfsame/models/text';
import { InferenceSession, Tensor } from 'onnxruntime-node';

type Names = Pick<TextCard, 'input' | 'mask' | 'output'>;

/** Loads a graph for texts, on the CPU: one text at a time takes no more. @param threads null: as many as help */
export async function loadText(
  graph: Uint8Array | string,
  names: Names,
  threads: number | null = null,
) {
  const { input, mask: maskInput, output } = names;
  const options = {
    logSeverityLevel: 4,
    ...(threads !== null && { intraOpNumThreads: threads }),
    // Texts are few: threads that spin for the next one would take their core from pictures.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  } as const;
  const session = await (typeof graph === 'string'
    ? InferenceSession.create(graph, options)
    : InferenceSession.create(graph, options));
  return {
    async run(ids: BigInt64Array, mask: BigInt64Array) {
      const shape = [1, ids.length];
      const feeds = {
        [input]: new Tensor('int64', ids, shape),
        ...(maskInput !== null && { [maskInput]: new Tensor('int64', mask, shape) }),
      };
      const { dims, data } = (await session.run(feeds, [output]))[output]!;
      return { shape: dims, data: data as ArrayLike<number> };
    },
    release: () => session.release(),
  };
}

/** What the process of a text tower starts with. */
export interface TextSpec {
  readonly graphPath: string;
  readonly tokenizerPath: string;
  readonly card: TextCard;
  readonly threads: number | null;
}

/** @returns what makes an embedding of length one of a text, or null */
export async function openText({ graphPath, tokenizerPath, card, threads }: TextSpec) {
  const { run } = await loadText(graphPath, card, threads);
  return createTextTower(JSON.parse(await readFile(tokenizerPath, 'utf8')), card.tokens, run);
}
