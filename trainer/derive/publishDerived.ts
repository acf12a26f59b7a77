import { dirname } from 'node:path';
import {
  type Bundle,
  type BundleDraft,
  checkpointOf,
  listBundleFolders,
  makeGolden,
  modelName,
  publishBundle,
  type TextBeside,
  version,
} from '@selfsame/models';
import {
  copyInto,
  createStage,
  gatherData,
  type ModelParts,
  readModel,
} from '@selfsame/models/import';
import * as ort from '../engine/onnxruntime.ts';
import { type Graph, openGraph } from '../evaluate/embed.ts';
import { measureDuplicates } from '../evaluate/nearDuplicates.ts';
import type { Subject, SubjectOptions } from './subject.ts';

export interface Derivation {
  readonly how: 'whitened' | 'adapted' | 'quantised';
  /** What becomes of the graph: the bytes of an .onnx file. */
  readonly change: (model: ModelParts) => Uint8Array;
  readonly dimensions: number;
  readonly parameters: number;
  readonly text: TextBeside | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly evaluation: Readonly<Record<string, number>>;
}

/**
 * Publishes what was made of a bundle's encoder as the next version of its name, with golden vectors and
 * a threshold for near-duplicates of its own, and what it was made of.
 */
export async function publishDerived(
  { bundle, all, fitted }: Subject,
  { models, data: folder, hidden }: SubjectOptions,
  { how, change, dimensions, parameters, text, settings, evaluation }: Derivation,
): Promise<Bundle> {
  const { card, graphPath, dir } = bundle;
  const { model, data } = gatherData(graphPath, readModel(graphPath));
  const graph = change(model);
  const stage = createStage(models, data);
  try {
    const placed = stage.place(graph);
    const duplicates = await measureDuplicates(placed, card.input, folder, hidden);
    const dataset = { digest: fitted.digest, pictures: fitted.count, skipped: all.skipped.length };
    const from = { from: modelName(card), graph: card.graph.sha256 };
    const step = { how, ...from, codeVersion: version(), dataset, settings: { ...settings } };
    const { name, input, encoder, training, imported, derived = [] } = card;
    const draft: BundleDraft = {
      ...{ name, input, encoder, training, imported, evaluation: { ...evaluation } },
      version: await nextVersion(name, [models, dirname(dirname(dir))]),
      ...{ dimensions, parameters },
      derived: [...derived, step],
      ...(duplicates && { duplicates }),
      golden: await goldenOf(placed, card.input),
    };
    const checkpoint = await checkpointOf(bundle);
    return await publishBundle(models, draft, graph, {
      data: data?.write,
      text: text ?? undefined,
      // Training goes on from the encoder, whatever is behind it.
      ...(checkpoint !== undefined && { checkpoint: (fd) => copyInto(fd, checkpoint, 0) }),
    });
  } finally {
    stage.close();
  }
}

/** Above those of the folder that the original is in, too: it may be another one than is published in. */
async function nextVersion(name: string, roots: readonly string[]): Promise<string> {
  const lists = await Promise.all([...new Set(roots)].map((root) => listBundleFolders(root)));
  const versions = lists.flatMap(({ found }) =>
    found.filter((one) => one.name === name).map((one) => Number(one.version)),
  );
  return String(Math.max(0, ...versions) + 1);
}

async function goldenOf(graph: Graph, input: Bundle['card']['input']) {
  const session = await openGraph(graph);
  try {
    return await makeGolden(input, async (pixels, n) => {
      const tensor = new ort.Tensor('uint8', pixels, [n, input.height, input.width, 3]);
      const { embedding } = await session.run({ pixels: tensor });
      return embedding!.data as Float32Array;
    });
  } finally {
    await session.release();
  }
}
