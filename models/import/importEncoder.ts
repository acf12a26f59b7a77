import { basename } from 'node:path';
import type { Bundle } from '../bundle/card.ts';
import { digestOf } from '../bundle/digest.ts';
import { modelFolders } from '../bundle/folders.ts';
import { listVersions } from '../bundle/list.ts';
import { publishBundle } from '../bundle/publish.ts';
import { BundleExistsError } from '../errors/files.ts';
import { makeGolden } from '../golden/check.ts';
import type { ModelParts } from '../onnx/parts.ts';
import type { PixelRule } from '../picture/rule.ts';
import { version } from '../version.ts';
import { createBench, type LoadGraph } from './bench.ts';
import { chooseFeatures } from './chooseFeatures.ts';
import { gatherData } from './data.ts';
import { type Described, describe } from './describe.ts';
import { NameTakenError } from './errors.ts';
import { findSource } from './findSource.ts';
import { type Features, trialGraph } from './graph/assemble.ts';
import { createMissing } from './missing.ts';
import { layersOf, pixelRuleOf, settle, usual } from './preparation.ts';
import { readModel } from './readModel.ts';
import { readSource } from './readSource.ts';
import type { ImportFlags } from './settings.ts';
import { findText } from './text/findText.ts';
import { type ImportedText, importText, type LoadText } from './text/importText.ts';
import { type Proven, tryWays } from './tryWays.ts';

/** An encoder of the trainer's. */
export interface Trainable {
  /** By its name there. */
  readonly encoder: string;
  readonly parameters: number;
  /** What is to be noted of it beside the settings of the import. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Writes the bundle's checkpoint to an empty file. */
  readonly checkpoint: (fd: number) => void;
}

export interface ImportOptions {
  /** An .onnx file, or a folder as Hugging Face has them. */
  readonly path: string;
  readonly flags: ImportFlags;
  readonly load: LoadGraph;
  /** Of the graph for texts, where that is wanted. */
  readonly loadText?: LoadText;
  /** What it was fetched from, if it was: hf:<owner>/<repository>@<commit>/<path>. */
  readonly origin?: string;
  /** Files that the graph was made of, if it was. */
  readonly madeOf?: readonly string[];
  /** Of a graph that was made of weights, for the trainer to go on from. */
  readonly trainable?: Trainable;
  /** How the command is called, for what it asks for. */
  readonly call: string;
  /** Is told what was worked out, line by line. */
  readonly say: (line: string) => void;
}

/**
 * Makes a bundle of an image encoder from elsewhere: from pixels to embeddings of length one, for any
 * number of pictures, tried before it is published.
 * @throws {ConfigError} for what only its user can know; {SelfsameError} where it is of no use
 */
export async function importEncoder(options: ImportOptions): Promise<Bundle> {
  const { path, flags, load, say } = options;
  await refuseTakenName(flags);
  const found = findSource(path);
  const foundText = flags.withText ? findText(found.graphPath) : null;
  const [origin] = options.madeOf ?? [];
  const shown = origin ?? found.graphPath;
  say(`${origin === undefined ? shown : basename(origin)}:`);
  const { model, data } = gatherData(found.graphPath, readModel(found.graphPath));
  const told = settle([...layersOf(flags), ...found.layers, usual]);
  const missing = createMissing(options.call);
  const read = readSource(model, told, flags, missing);
  if (read === null) throw missing.error();
  const { source, outputs } = read;
  const opsets = [...model.opsets].map(([domain, n]) => `${domain || 'opset'} ${n}`);
  const { graphPath } = found;
  const bench = createBench({ path: shown, opsets, data, root: flags.models, load });
  try {
    const trial = await bench.open(
      trialGraph(
        source,
        outputs.map(({ name }) => name),
      ),
    );
    const batch = source.input.batch ?? 1;
    const shape = [batch, source.height, source.width, 3] as const;
    const given = await trial
      .run(new Uint8Array(shape.reduce((a, b) => a * b)), shape)
      .finally(() => trial.release());
    const features = chooseFeatures(outputs, given, source.layout, flags, missing);
    if (features === null || !missing.isEmpty) throw missing.error();
    const rule = pixelRuleOf(told, source.width, source.height, missing);
    if (!missing.isEmpty) throw missing.error();
    const proven = await tryWays(shown, source, features, rule, bench);
    const text =
      foundText &&
      (await importText(foundText, features.dimensions, flags.models, options.loadText!));
    const about = describe({ source, features, rule, told, way: proven.way });
    for (const line of about.lines) say(line);
    if (text !== null)
      say(`  text        ${text.about.output}, of ${text.about.tokens.most} tokens at most`);
    const { madeOf = [], trainable } = options;
    // A graph that only tells what weights say is not what was imported.
    const graphs = trainable === undefined ? [graphPath, ...(data?.files ?? [])] : [];
    const files = [...graphs, ...found.files, ...madeOf, ...(text?.files ?? [])];
    const parts = { model, rule, features, proven, about, files, data };
    return await publish({ ...options, ...parts, text });
  } finally {
    bench.close();
  }
}

/** Bundles of one name follow each other, and servers may follow them. @throws {NameTakenError} */
export async function refuseTakenName({
  name,
  models,
}: Pick<ImportFlags, 'name' | 'models'>): Promise<void> {
  for (const folder of new Set([models, ...modelFolders()]))
    if ((await listVersions(folder, name)).length > 0) throw new NameTakenError(name, folder);
}

interface Publication extends ImportOptions {
  readonly model: ModelParts;
  readonly rule: PixelRule;
  readonly features: Features;
  readonly proven: Proven;
  readonly about: Described;
  readonly files: readonly string[];
  readonly data: ReturnType<typeof gatherData>['data'];
  readonly text: ImportedText | null;
}

async function publish(publication: Publication): Promise<Bundle> {
  const { flags, model, rule, features, proven, about, files, data, trainable, text } = publication;
  const { trial, graph } = proven;
  const { width, height } = rule;
  try {
    const golden = await makeGolden(rule, async (pixels, n) => {
      const given = await trial.run(pixels, [n, height, width, 3]);
      return Float32Array.from(given.get('embedding')!.data);
    });
    const digests = files.map(async (file) => ({
      name: basename(file),
      ...(await digestOf(file)),
    }));
    const draft = {
      name: flags.name,
      version: '1',
      input: { ...rule, background: [...rule.background] as [number, number, number] },
      dimensions: features.dimensions,
      encoder: trainable?.encoder ?? basename(files[0]!),
      parameters: trainable?.parameters ?? parametersOf(model),
      imported: {
        codeVersion: version(),
        files: await Promise.all(digests),
        ...(publication.origin !== undefined && { origin: publication.origin }),
        ...(flags.licence !== undefined && { licence: flags.licence }),
        settings: { ...about.settings, ...trainable?.settings },
      },
      evaluation: {},
      golden,
    };
    return await publishBundle(flags.models, draft, graph, {
      data: data === null ? undefined : data.write,
      ...(trainable && { checkpoint: trainable.checkpoint }),
      text: text ?? undefined,
    });
  } catch (error) {
    // Another import of the name was faster.
    throw error instanceof BundleExistsError ? new NameTakenError(flags.name, flags.models) : error;
  } finally {
    await trial.release();
  }
}

/** Numbers of all weights: whole numbers of 64 bits are shapes and indices. */
function parametersOf({ graph }: ModelParts): number {
  const weights = graph.initialisers.filter(({ dataType }) => dataType !== 7);
  return weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}
