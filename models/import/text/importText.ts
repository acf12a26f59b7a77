import { readFileSync, writeFileSync } from 'node:fs';
import { textDataFile } from '../../bundle/card.ts';
import type { TextBeside } from '../../bundle/publish.ts';
import { type ModelParts, type RawValue, writeParts } from '../../onnx/parts.ts';
import { createTextTower, goldenText, type RunText, type TextCard } from '../../text/textTower.ts';
import { createTokens } from '../../text/tokens.ts';
import { copyInto, gatherData } from '../data.ts';
import {
  GraphInputsError,
  GraphOutputsError,
  TextUnusableError,
  TokenizerError,
} from '../errors.ts';
import { inputsOf } from '../graph/findInput.ts';
import { describeValue } from '../graph/types.ts';
import { readModel } from '../readModel.ts';
import { createStage } from '../stage.ts';
import type { FoundText, TextSettings } from './findText.ts';

/** A graph for texts, loaded by a runtime. */
export interface TextTrial {
  run: RunText;
  release(): Promise<void>;
}

/** Loads a graph for texts, as `LoadGraph` does, of which the inputs and the output have these names. */
export type LoadText = (
  graph: Uint8Array | string,
  names: Pick<TextCard, 'input' | 'mask' | 'output'>,
) => Promise<TextTrial>;

const int64 = 7;
/** What exporters call the embedding among other outputs. */
const usual = ['text_embeds', 'pooler_output'];
/** From here on a figure stands for "any". */
const unbounded = 100_000;

/** A text tower as it is published. */
export interface ImportedText extends TextBeside {
  /** What it was read from. */
  readonly files: readonly string[];
}

/**
 * What a bundle has of a text tower, once it has made an embedding.
 * @param dimensions of a picture's embedding, which those of texts are compared with
 * @param root folder that numbers beside its graph are written below for the time being
 * @throws {GraphInputsError | GraphOutputsError | GraphDataError | TokenizerError | TextUnusableError}
 */
export async function importText(
  { graphPath, tokenizerPath, files, settings }: FoundText,
  dimensions: number,
  root: string,
  load: LoadText,
): Promise<ImportedText> {
  const { model, data } = gatherData(graphPath, readModel(graphPath), textDataFile);
  const names = namesOf(model);
  const graph = data === null ? readFileSync(graphPath) : Buffer.concat(writeParts(model));
  const json = readTokenizer(tokenizerPath);
  const stage = createStage(root, data);
  const unusable = (reason: string, cause?: unknown) =>
    new TextUnusableError(graphPath, reason, cause);
  try {
    const tokens = tokensOf(settings, names.length, json);
    const trial = await load(stage.place(graph), names);
    try {
      const embed = createTextTower(json, tokens, trial.run);
      const [golden, other] = [await embed(goldenText), await embed('green')];
      if (golden === null || other === null) throw unusable('what it makes has no direction');
      if (golden.length !== dimensions)
        throw unusable(
          `of texts it makes ${golden.length} dimensions, and ${dimensions} of pictures`,
        );
      if (golden.every((value, i) => value === other[i]))
        throw unusable('it makes the same of two texts');
      const { input, mask, output } = names;
      return {
        about: {
          ...{ input, mask, output, tokens },
          golden: { text: goldenText, embedding: [...golden] },
        },
        files: [...files, ...(data?.files ?? [])],
        graph: (fd) => writeFileSync(fd, graph),
        data: data?.write,
        tokenizer: (fd) => copyInto(fd, tokenizerPath, 0),
      };
    } finally {
      await trial.release();
    }
  } catch (error) {
    throw error instanceof TextUnusableError ? error : unusable((error as Error).message, error);
  } finally {
    stage.close();
  }
}

/** @throws {TokenizerError} where it is none that tokens can be made by */
function readTokenizer(path: string): object {
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof json !== 'object' || json === null || !('model' in json))
      throw new Error('it is no tokenizer.json');
    createTokens(json, { most: 1, length: null, pad: 0, config: {} })(goldenText);
    return json;
  } catch (error) {
    throw new TokenizerError(path, (error as Error).message, error);
  }
}

/** The inputs and the output of a text tower; `length` where its texts have one. */
function namesOf({ graph }: ModelParts) {
  const inputs = inputsOf(graph);
  const all = inputs.map(describeValue);
  const isOf = (what: RegExp) =>
    inputs.find(({ name, dataType }) => what.test(name) && dataType === int64);
  const [ids, mask] = [isOf(/input_ids|^ids$|tokens/), isOf(/mask/)];
  if (ids === undefined)
    throw new GraphInputsError('None of its inputs takes the ids of tokens', all);
  if (inputs.some((one) => one !== ids && one !== mask))
    throw new GraphInputsError('It takes more than ids and a mask', all);
  const output = outputOf(graph.outputs);
  const length = ids.shape?.[1];
  return {
    ...{ input: ids.name, mask: mask?.name ?? null, output: output.name },
    length: typeof length === 'number' ? length : null,
  };
}

function outputOf(outputs: readonly RawValue[]): RawValue {
  const found = usual.map((name) => outputs.find((one) => one.name === name)).find(Boolean);
  if (found !== undefined) return found;
  if (outputs.length === 1) return outputs[0]!;
  const problem = `None of the outputs for texts is called ${usual.join(' or ')}`;
  throw new GraphOutputsError(problem, outputs.map(describeValue));
}

/** @param length that the graph takes, if it takes one alone */
function tokensOf(
  { tokenizer, model }: TextSettings,
  length: number | null,
  json: {
    readonly model?: { readonly vocab?: unknown };
    readonly padding?: { pad_id?: number } | null;
  },
): TextCard['tokens'] {
  const told = tokenizer.model_max_length;
  const positions = model.text_config?.max_position_embeddings;
  const most = length ?? (told !== undefined && told < unbounded ? told : positions);
  if (most === undefined)
    throw new Error(
      'nothing tells how many tokens a text may have: model_max_length of tokenizer_config.json, or max_position_embeddings of config.json',
    );
  // SigLIP was trained with texts that are filled up, without a mask.
  const isFilled = model.model_type?.startsWith('siglip') === true;
  const { pad_token, model_max_length: _, ...config } = tokenizer;
  const content = typeof pad_token === 'string' ? pad_token : pad_token?.content;
  const known = idOf(json, content) ?? json.padding?.pad_id ?? model.text_config?.pad_token_id;
  return { most, length: length ?? (isFilled ? most : null), pad: known ?? 0, config };
}

/** The number of a token, by the vocabulary or by the tokens that were added to it. */
function idOf(json: object, content: string | undefined): number | undefined {
  const { added_tokens = [], model } = json as {
    readonly added_tokens?: readonly { readonly content: string; readonly id: number }[];
    readonly model?: { readonly vocab?: Readonly<Record<string, number>> };
  };
  if (content === undefined) return undefined;
  return added_tokens.find((one) => one.content === content)?.id ?? model?.vocab?.[content];
}
