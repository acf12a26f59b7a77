import {
  callOf,
  defineError,
  type Given,
  pictureExtensions,
  SelfsameError,
  type Wording,
  worded,
} from '@selfsame/models/light';

// Pictures.

/** An encoder that does no better than what there is without training is of no use. */
export class NotBetterError extends defineError('encoder_not_better', {
  message: (sentences: readonly string[], _run: string) =>
    `The encoder is not published. ${sentences[0]}`,
  remedy: (_sentences, run) =>
    `Change what is advised above, or publish it all the same with \`${callOf('train')} --resume ${run} --publish anyway\`.`,
}) {}

/** The folder to read pictures from is not there, or is not a folder. */
export class DatasetMissingError extends defineError('dataset_missing', {
  message: (folder: string, reason: string) => `Pictures cannot be read from ${folder}: ${reason}`,
  remedy: 'Name a folder that holds pictures; folders inside it are searched too.',
}) {}

/** The folder holds fewer readable pictures than are needed. */
export class DatasetTooSmallError extends SelfsameError {
  /** @param count of pictures that were found, or, after decoding, could be read */
  constructor(
    folder: string,
    count: number,
    minimum: number,
    skipped: readonly { readonly path: string; readonly reason: string }[] = [],
  ) {
    const examples = skipped.slice(0, 3).map(({ path, reason }) => `${path} (${reason})`);
    const unread = skipped.length > 0 ? `; ${skipped.length} cannot: ${examples.join(', ')}` : '';
    const smaller =
      count > 1 && minimum > count
        ? `, give --batch ${count} or less (or --held-out, if pictures are kept from training)`
        : '';
    super(
      count === 0 ? 'dataset_empty' : 'dataset_too_small',
      `${folder} has ${count} pictures that can be read, and at least ${minimum} are needed${unread}`,
      `Add pictures (${[...pictureExtensions].join(' ')})${smaller}, or name another folder.`,
    );
  }
}

/** Too few pictures to learn from and to measure by. */
export class FewPicturesError extends defineError('pictures_too_few', {
  message: (folder: string, count: number, fewest: number) =>
    `${folder} has ${count} pictures that can be read, and at least ${fewest} are needed to learn from and to measure by`,
  remedy: 'Add pictures, give a larger --limit where one was given, or name another folder.',
}) {}

/** More pictures are kept from training than can be spared. */
export class HeldOutError extends defineError('held_out_too_many', {
  message: (folder: string, count: number, held: number, minimum: number) =>
    `Of the ${count} pictures in ${folder}, --held-out keeps ${held} from training, which takes at least ${minimum}.`,
  remedy: (_folder, count, _held, minimum) =>
    count >= minimum
      ? `Give --held-out ${count - minimum} or less, or add pictures.`
      : `Add pictures, give a smaller --batch where one was given, or name another folder.`,
}) {}

/** There is nothing to tell apart in pictures that are all the same. */
export class ConstantPicturesError extends defineError('dataset_constant', {
  message: (folder: string, count: number) =>
    `The pictures in ${folder} are all the same (${count} of them were compared).`,
  remedy: 'Give --data a folder of different pictures; look at some of them, if they should be.',
}) {}

/** Many files, and few pictures: an encoder learns from what tells pictures apart. */
export class CopiedPicturesError extends defineError('dataset_copies', {
  message: (folder: string, count: number, different: number, needed: number) =>
    `Of ${count} pictures in ${folder} only ${different} are different, and at least ${needed} are needed; the others are copies, or nearly.`,
  remedy: 'Add pictures that differ; to train on these all the same, give --epochs and --batch.',
}) {}

/**
 * Stored pixels are not those that were written.
 * @param slot of the first picture that is damaged
 */
export class CacheDamagedError extends defineError('cache_damaged', {
  message: (path: string, slot: number) =>
    `The stored pictures in ${path} are damaged, the first at ${slot}.`,
  remedy:
    'Start again, or resume the run: what is damaged is decoded again. If it comes back, check the disk.',
}) {}

/** The decoded pictures cannot be stored, most often because the disk is full. */
export class CacheWriteError extends defineError('cache_unwritable', {
  message: (dir: string, reason: string) =>
    `The decoded pictures cannot be stored in ${dir}: ${reason}`,
  remedy: 'Make room there, or name another cache folder.',
}) {}

/** Nothing says which pictures belong together. */
export class LabelsError extends defineError('labels_missing', {
  message: (folder: string, reason: string) =>
    `The pictures in ${folder} cannot be used to evaluate: ${reason}`,
  remedy:
    'Put the pictures of each class into a folder of its own: <data>/cat/*.jpg, or <data>/train/cat/*.jpg and <data>/test/cat/*.jpg. To evaluate, --labels <file.csv> names classes too, and --labels none does without.',
}) {
  readonly reason: string;

  constructor(folder: string, reason: string) {
    super(folder, reason);
    this.reason = reason;
  }
}

/** A file that should say which class pictures are of. */
export class LabelFileError extends defineError('labels_invalid', {
  message: (file: string, reason: string) => `The classes in ${file} cannot be used: ${reason}`,
  remedy:
    'Give --labels folders, none or a CSV file: path,label in its first line, and a line for each picture, such as animals/1.jpg,cat, with its path below the folder of pictures.',
}) {}

// Maps behind an encoder.

/** Views are made of squares. */
export class NotSquareError extends defineError('model_not_square', {
  message: (model: string) =>
    `${model} takes pictures that are no squares, of which no views are made`,
  remedy: () => `Take an encoder for square pictures; \`${callOf('models')} whiten\` takes any.`,
}) {}

/** What was learned does worse than what there is. */
export class AdaptedWorseError extends defineError('adapted_worse', {
  message: (model: string) => `What was learned is not published: ${model} finds pictures better`,
  remedy:
    'Give more pictures (--limit), --pairs or --steps, fewer --dimensions or another number of --layers; or publish it all the same with --publish anyway.',
}) {}

/** Two processes would write the same files. */
export class EmbeddingsLockedError extends defineError('embeddings_locked', {
  message: (folder: string) => `Another process is embedding the same views, in ${folder}`,
  remedy: 'Wait until it has ended, or name another folder with --cache.',
}) {}

// Engines.

/** What an engine's record says of it. */
interface NamedRemedy {
  readonly name: string;
  readonly remedy: string;
}

/** The engine that was asked for does not work on this machine; no other takes its place. */
export class EngineUnavailableError extends defineError('engine_unavailable', {
  message: (engine: NamedRemedy, reason: string) =>
    `The engine ${engine.name} cannot be used: ${reason}`,
  remedy: ({ remedy }) => remedy,
}) {
  readonly reason: string;

  constructor(engine: NamedRemedy, reason: string, cause?: unknown) {
    super(engine, reason, cause);
    this.reason = reason;
  }
}

/** The device does not compute in float16. */
export class PrecisionUnavailableError extends defineError('precision_unavailable', {
  message: (device: string, reason: string) =>
    `The engine ${device} cannot compute in float16 on this machine: ${reason}`,
  remedy: 'Leave out --precision mixed.',
}) {}

/** A tfjs operation was called, while a graph was traced, in a way that the tracer cannot record. */
export class TraceError extends defineError('trace_unsupported', {
  message: (operation: string, reason: string) =>
    `The tracer cannot record ${operation}: ${reason}.`,
  remedy:
    'Express the step with the operations of trainer/engine/trace/kernels, or add this one there.',
}) {}

/** What runs in a step calls a tfjs operation that the tracer does not know. */
export class KernelMissingError extends defineError('trace_kernel_missing', {
  message: (kernel: string, _folder: string, _cause: Error) =>
    `The tracer does not know the tfjs kernel ${kernel}, which the step calls.`,
  remedy: (_kernel, folder) =>
    `Add it to ${folder}/ (one that is elementwise is a line of elementwise.ts), or express the step by the kernels that are there.`,
}) {}

// XLA.

/** No library is where the plugin should be. */
export class PluginMissingError extends defineError('xla_plugin_missing', {
  message: (file: string) => `There is no XLA library at ${file}.`,
  remedy: 'Install it with npm run engines -- install xla-cuda, or name another file.',
}) {}

/** A library that is cut off, or that is none for this machine. */
export class PluginDamagedError extends defineError('xla_plugin_damaged', {
  message: (file: string, reason: string) => `The library ${file} cannot be loaded: ${reason}.`,
  remedy: 'Install it again with npm run engines -- install xla-cuda.',
}) {}

/** The dynamic loader refuses a library, most often because it does not find another one. */
export class PluginUnloadableError extends defineError('xla_plugin_unloadable', {
  message: (file: string, reason: string) => `The library ${file} cannot be loaded: ${reason}`,
  remedy:
    'Install it again with npm run engines -- install xla-cuda, with what it needs; a library that it misses can also be named in LD_LIBRARY_PATH.',
}) {}

/** A library that is no PJRT plugin. */
export class PluginForeignError extends defineError('xla_plugin_foreign', {
  message: (file: string) => `${file} is not a PJRT plugin: it has no GetPjrtApi.`,
  remedy: 'Name the plugin itself, e.g. xla_cuda_plugin.so or libpjrt_cpu.so.',
}) {}

/** A plugin of an interface that is not spoken here. */
export class PluginVersionError extends defineError('xla_plugin_version', {
  message: (file: string, version: string, needed: string) =>
    `The plugin ${file} has version ${version} of PJRT's interface, and ${needed} is needed.`,
  remedy: 'Install another release of it with npm run engines -- install xla-cuda.',
}) {}

/** The plugin works, and finds nothing that it could run on. */
export class XlaDeviceError extends defineError('xla_device_missing', {
  message: (file: string, reason: string) => `The plugin ${file} finds no device: ${reason}`,
  remedy:
    'See that the driver is installed and sees a card (nvidia-smi), and that CUDA_VISIBLE_DEVICES does not hide it; or choose another --engine.',
}) {}

/**
 * A function of the XLA library has failed.
 * @param called the function, without PJRT_; @param status the library's code, e.g. INTERNAL
 */
export class XlaError extends SelfsameError {
  readonly status: string;

  constructor(
    called: string,
    status: string,
    text: string,
    code = 'xla_failed',
    remedy = 'Install the newest release with npm run engines -- install, or choose another --engine.',
  ) {
    super(code, `XLA's ${called} has failed (${status}): ${text}`, remedy);
    this.status = status;
  }
}

/** The device's memory does not hold what is asked for. */
export class XlaMemoryError extends XlaError {
  constructor(called: string, status: string, text: string) {
    const remedy =
      'Lower --micro-batch (or --batch), or end what else uses the device (nvidia-smi lists it).';
    super(called, status, text, 'xla_out_of_memory', remedy);
  }
}

// Runs.

/** A run folder that cannot be started in or gone on with. */
export class RunError extends defineError('run_invalid', {
  message: (folder: string, reason: string, _remedy: string) =>
    `The run folder ${folder} ${reason}.`,
  remedy: (_folder, _reason, remedy) => remedy,
}) {}

/** A run that another process is training. */
export class RunLockedError extends RunError {
  constructor(folder: string, cause?: unknown) {
    const remedy = 'Wait until the other process has ended, or end it.';
    super(folder, 'is being trained by another process', remedy, cause);
  }
}

/** A checkpoint that cannot be read, or that belongs to something else. */
export class CheckpointError extends defineError('checkpoint_invalid', {
  message: (path: string, reason: string, _remedy: string) =>
    `The checkpoint ${path} cannot be used: ${reason}.`,
  remedy: (_path, _reason, remedy) => remedy,
}) {}

// PyTorch checkpoints.

/** What of a PyTorch checkpoint can be read here. */
const torchNetworks =
  'Read are ResNet-18, 34 and 50 under the names of torchvision, timm, solo-learn and lightly';

/** Tensors, but no network that the trainer has. */
export class CheckpointNetworkError extends defineError('checkpoint_no_network', {
  message: (path: string, names: readonly string[]) =>
    `There is no ResNet in ${path}. It has ${names.length} tensors${names.length > 0 ? `: ${[...names.slice(0, 4), ...(names.length > 4 ? ['...'] : [])].join(', ')}` : ''}.`,
  remedy: `${torchNetworks}; export another network as ONNX, which is imported too.`,
}) {}

/** Several networks in one file, or none where one was said to be. */
export class CheckpointAmbiguousError extends defineError('checkpoint_ambiguous', {
  message: (path: string, prefixes: readonly string[], told?: string) => {
    const found = prefixes.map((prefix) => `"${prefix}"`).join(', ') || 'nothing';
    return told === undefined
      ? `There are several networks in ${path}: ${found}.`
      : `There is no network under "${told}" in ${path}; there is under ${found}.`;
  },
  remedy: `Say which: \`${callOf('models')} import\` takes --prefix, and --init takes what comes of it.`,
}) {}

/**
 * A ResNet whose tensors are others than those of the trainer's; the first of them are listed.
 * @param encoder the trainer's, or null where it has none of that depth
 */
export class CheckpointMismatchError extends defineError('checkpoint_mismatch', {
  message: (path: string, encoder: string | null, problems: readonly string[]) => {
    const more = problems.length > 5 ? [`and ${problems.length - 5} more`] : [];
    const what = encoder === null ? "none of the trainer's" : `no ${encoder} as the trainer has it`;
    return `The network in ${path} is ${what}:\n  ${[...problems.slice(0, 5), ...more].join('\n  ')}`;
  },
  remedy: `${torchNetworks}, with all of their tensors; export another network as ONNX, which is imported too.`,
}) {}

/** Nothing answers to --init. */
export class InitNotFoundError extends defineError('init_not_found', {
  message: (reference: string, looked: SelfsameError) =>
    `--init ${reference} is neither a checkpoint nor the folder of a run. ${looked.message}.`,
  remedy: (_reference, looked) =>
    `Give --init the path of a checkpoint or of a run's folder, or a bundle. ${looked.remedy}`,
}) {}

/** A run and a bundle answer to --init. */
export class InitAmbiguousError extends defineError('init_ambiguous', {
  message: (reference: string, path: string, bundle: string, dir: string) =>
    `--init ${reference} may be the run or checkpoint ${path}, or the bundle ${bundle} in ${dir}.`,
  remedy: (reference, _path, _bundle, dir) =>
    `Give --init ./${reference} for the run or checkpoint, or ${dir} for the bundle.`,
}) {}

/** A bundle without a checkpoint whose graph is not one that the trainer exports. */
export class GraphForeignError extends defineError('init_graph_foreign', {
  message: (bundle: string, path: string, reason: string) =>
    `The bundle ${bundle} has no checkpoint, and its weights cannot be read from ${path}: ${reason}.`,
  remedy:
    'Give --init a bundle that selfsame trained, or put its checkpoint beside the graph; or start without --init.',
}) {}

/** Weights whose encoder is not the one that is to be trained; the first problems are listed. */
export class InitError extends defineError('init_mismatch', {
  message: (path: string, problems: readonly string[]) => {
    const more = problems.length > 3 ? [`and ${problems.length - 3} more`] : [];
    return `The encoder in ${path} does not fit:\n  ${[...problems.slice(0, 3), ...more].join('\n  ')}`;
  },
  remedy:
    'Choose --encoder and --size (up to 64 or above) as they were in that run (those of a bundle are taken where none are given), or start without --init.',
}) {}

/** The thread that prepares batches has ended before the run. */
export class BatchThreadError extends defineError('batches_stopped', {
  message: (reason: string) => `The thread that prepares batches has stopped: ${reason}`,
  remedy: 'Resume the run with --resume; it goes on from its newest checkpoint.',
}) {}

/** Embeddings that cannot be written. */
export class ExportError extends defineError('export_unwritable', {
  message: (folder: string, reason: string) =>
    `Embeddings cannot be written to ${folder}: ${reason}`,
  remedy: 'Make room there, or choose another folder with --out.',
}) {}

// Training.

/** A run that goes wrong. */
export abstract class TrainingFailure extends SelfsameError {
  /** Where it became certain, from 1. */
  readonly step: number;
  /** Whether the same steps may go well with a lower learning rate. */
  abstract readonly lowerRateHelps: boolean;

  constructor(step: number, code: string, message: string, remedy: string) {
    super(code, `At step ${step} ${message}`, remedy);
    this.step = step;
  }
}

function trainingFailure<Inputs extends unknown[] = []>(
  code: string,
  lowerRateHelps: boolean,
  wording: Wording<Inputs>,
) {
  return class extends TrainingFailure {
    static readonly code = code;
    readonly lowerRateHelps = lowerRateHelps;

    constructor(step: number, ...given: Given<Inputs>) {
      const [message, remedy] = worded(wording, given);
      super(step, code, message, remedy);
    }
  };
}

/**
 * The loss or the weights are no longer numbers, or far too large.
 * @param seen e.g. 'the loss is NaN'; @param rate the peak learning rate
 */
export class DivergedError extends trainingFailure('training_diverged', true, {
  message: (seen: string, _rate: number) => `${seen}: training has diverged.`,
  remedy: (_seen, rate) =>
    `Lower --learning-rate (now ${rate}), or lengthen --warmup, and start a new run; --on-failure roll-back does so by itself.`,
}) {}

/**
 * All pictures have come to the same projection.
 * @param spread of the projections, 1 at best; @param steps that it has been so small for
 */
export class CollapsedError extends trainingFailure('training_collapsed', true, {
  message: (spread: number, steps: number) =>
    `the spread of the projections is ${spread.toPrecision(2)} (at best 1), and has been as small for ${steps} steps: all pictures look the same to the network.`,
  remedy:
    'Lower --learning-rate; with --loss simsiam, keep --asymmetry both; or take --loss barlow, which does not collapse so.',
}) {}

/** There is nothing to learn from views that are the same. */
export class IdenticalViewsError extends trainingFailure('views_identical', false, {
  message: 'the views of each picture are the same: nothing is learned from them.',
  remedy: 'Augment the views: leave out less with --without, or choose --augment cifar or paper.',
}) {}
