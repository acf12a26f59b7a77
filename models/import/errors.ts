import { defineError } from '../errors/define.ts';

// Each leaves everything as it was.

/** No ONNX file, or one that is cut short. */
export class GraphUnreadableError extends defineError('graph_unreadable', {
  message: (path: string, reason: string) => `${path} cannot be read as an ONNX file: ${reason}`,
  remedy:
    'Export or fetch it again; of a graph of more than 2 GB the numbers lie in a file beside it.',
}) {}

/** A folder that has no encoder in it, or none that is known to be one. */
export class NoGraphError extends defineError('graph_not_found', {
  message: (folder: string, places: readonly string[]) =>
    `There is no graph in ${folder}, neither ${places.join(' nor ')}`,
  remedy: 'Name the .onnx file itself.',
}) {}

/** A file of settings beside a graph that cannot be used. */
export class SettingsFileError extends defineError('settings_unusable', {
  message: (path: string, reason: string) => `${path} cannot be used: ${reason}`,
  remedy: 'Correct it, or move it away and say by flags what it says.',
}) {}

/** Numbers of the graph that are in no file here. */
export class GraphDataError extends defineError('graph_data_missing', {
  message: (path: string, reason: string) => `Numbers of the graph ${path} are missing: ${reason}`,
  remedy: 'Put the file beside the graph, under the name that it was exported with.',
}) {}

/** Beside the graph for pictures is none for texts. */
export class TextMissingError extends defineError('text_not_found', {
  message: (graph: string, names: readonly string[]) =>
    `There is no text tower beside ${graph}: ${names.join(' or ')} is not there`,
  remedy:
    'Put text_model.onnx, tokenizer.json and tokenizer_config.json there, as Hugging Face has them, or import without --with-text.',
}) {}

/** Nothing that makes tokens of texts. */
export class TokenizerError extends defineError('tokenizer_unusable', {
  message: (path: string, reason: string) => `The tokenizer ${path} cannot be used: ${reason}`,
  remedy: 'Fetch it again from where its model is from, or import without --with-text.',
}) {}

/** A text tower whose embeddings cannot be compared with those of pictures. */
export class TextUnusableError extends defineError('text_unusable', {
  message: (path: string, reason: string) => `The text tower ${path} is of no use: ${reason}`,
  remedy:
    'Export both towers of one model, each with its projection (CLIP: image_embeds and text_embeds), or import without --with-text.',
}) {}

/** The graph takes what no picture gives. */
export class GraphInputsError extends defineError('graph_inputs', {
  message: (problem: string, inputs: readonly string[]) =>
    `${problem}. Its inputs: ${inputs.join('; ')}`,
  remedy: 'Export the part of the model that takes pictures, by itself.',
}) {}

/** Nothing of what the graph gives is an embedding. */
export class GraphOutputsError extends defineError('graph_outputs', {
  message: (problem: string, outputs: readonly string[]) =>
    `${problem}. Its outputs: ${outputs.join('; ')}`,
  remedy: 'Export the model with its features as an output, without what comes behind them.',
}) {}

/**
 * onnxruntime does not run the graph.
 * @param opsets e.g. ['opset 25', 'com.example 1']
 */
export class GraphUnrunnableError extends defineError('graph_unrunnable', {
  message: (path: string, opsets: readonly string[], reason: string) =>
    `onnxruntime does not run ${path} (${opsets.join(', ')}): ${reason}`,
  remedy:
    'Export it with operators of an earlier opset, without any of its own, and at the size that is given.',
}) {}

/** A graph that 8 bits do no good. */
export class QuantiseError extends defineError('quantise_unsuited', {
  message: (model: string, reason: string) => `${model} is not quantised: ${reason}`,
  remedy: 'Serve it as it is, or export a quantised graph, and import that.',
}) {}

/** What the graph gives are no embeddings. */
export class EmbeddingsUnusableError extends defineError('embeddings_unusable', {
  message: (path: string, reason: string) => `The embeddings of ${path} are of no use: ${reason}`,
  remedy:
    'See that mean, standard deviation, scale, layout and output are those it was trained with.',
}) {}

/** Bundles of a name follow each other; another encoder is not the next one of them. */
export class NameTakenError extends defineError('name_taken', {
  message: (name: string, folder: string) => `There are bundles of the name ${name} in ${folder}`,
  remedy: 'Go on with what is there, or choose another --name.',
}) {}
