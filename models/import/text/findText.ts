import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { problemsOf } from '../../bundle/card.ts';
import { SettingsFileError, TextMissingError } from '../errors.ts';

/** A text tower as it lies beside the graph for pictures. */
export interface FoundText {
  readonly graphPath: string;
  readonly tokenizerPath: string;
  /** What was read of it, the graph first. */
  readonly files: readonly string[];
  readonly settings: TextSettings;
}

const token = z.union([z.string(), z.object({ content: z.string() })]);
/** What counts of tokenizer_config.json, as tokenizers of transformers write it. */
const tokenizerSchema = z.object({
  model_max_length: z.number().min(1).transform(Math.floor).optional(),
  pad_token: token.nullish(),
  additional_special_tokens: z.array(token).optional(),
  remove_space: z.boolean().optional(),
  clean_up_tokenization_spaces: z.boolean().nullish(),
  do_lowercase_and_remove_accent: z.boolean().optional(),
});
/** What counts of config.json. */
const modelSchema = z.object({
  model_type: z.string().optional(),
  text_config: z
    .object({
      max_position_embeddings: z.number().int().positive().optional(),
      pad_token_id: z.number().int().nonnegative().nullish(),
    })
    .optional(),
});

export interface TextSettings {
  readonly tokenizer: z.output<typeof tokenizerSchema>;
  readonly model: z.output<typeof modelSchema>;
}

export const tokenizerFile = 'tokenizer.json';
export const textSettingsFiles = ['tokenizer_config.json', 'config.json'] as const;

/** What the graph for texts may be called beside one for pictures: its kind in the same place. */
export const textGraphNames = (pictureGraph: string): string[] => [
  ...new Set([basename(pictureGraph).replace('vision', 'text'), 'text_model.onnx']),
];

/** @param graphPath of the graph for pictures; @throws {TextMissingError | SettingsFileError} */
export function findText(pictureGraph: string): FoundText {
  const folder = dirname(pictureGraph);
  const names = textGraphNames(pictureGraph).filter((name) => name !== basename(pictureGraph));
  const graphPath = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (graphPath === undefined) throw new TextMissingError(pictureGraph, names);
  const beside = [folder, dirname(folder)];
  const find = (name: string) =>
    beside.map((one) => join(one, name)).find((path) => existsSync(path));
  const tokenizerPath = find(tokenizerFile);
  if (tokenizerPath === undefined) throw new TextMissingError(pictureGraph, [tokenizerFile]);
  const [config, model] = textSettingsFiles.map(find);
  return {
    ...{ graphPath, tokenizerPath },
    files: [graphPath, tokenizerPath, ...(config ? [config] : [])],
    settings: { tokenizer: read(config, tokenizerSchema), model: read(model, modelSchema) },
  };
}

function read<Schema extends z.ZodType>(path: string | undefined, schema: Schema) {
  try {
    const parsed = schema.safeParse(
      path === undefined ? {} : JSON.parse(readFileSync(path, 'utf8')),
    );
    if (parsed.success) return parsed.data;
    throw new Error(problemsOf(parsed.error).join('; '));
  } catch (error) {
    throw new SettingsFileError(path!, (error as Error).message, error);
  }
}
