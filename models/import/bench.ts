import type { GraphData } from './data.ts';
import { GraphUnrunnableError } from './errors.ts';
import { createStage } from './stage.ts';

/** What an output of a graph is for some pictures. */
export interface Output {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** A graph that takes `pixels`, loaded by a runtime. */
export interface Trial {
  /** @param shape [n, height, width, 3]; @returns its outputs by their names */
  run(
    pixels: Uint8Array,
    shape: readonly [number, number, number, number],
  ): Promise<ReadonlyMap<string, Output>>;
  release(): Promise<void>;
}

/** Loads a graph: its bytes, or the path of its file where numbers lie beside it. */
export type LoadGraph = (graph: Uint8Array | string) => Promise<Trial>;

/** Where graphs are tried before one is published. */
export interface Bench {
  /** @throws {GraphUnrunnableError} here, and when it runs */
  open(graph: Uint8Array): Promise<Trial>;
  close(): void;
}

export interface BenchOptions {
  /** Of what is imported, and its opsets: for messages. */
  readonly path: string;
  readonly opsets: readonly string[];
  /** Numbers beside the graph; they are written to a folder below `root` for the time being. */
  readonly data: GraphData | null;
  readonly root: string;
  readonly load: LoadGraph;
}

export function createBench({ path, opsets, data, root, load }: BenchOptions): Bench {
  const stage = createStage(root, data);
  const unrunnable = (error: unknown) =>
    new GraphUnrunnableError(path, opsets, reasonOf(error as Error, stage.folder), error);

  const refuse = (error: unknown) => {
    throw unrunnable(error);
  };

  return {
    async open(graph) {
      const { run, release } = await load(stage.place(graph)).catch(refuse);
      return { run: (pixels, shape) => run(pixels, shape).catch(refuse), release };
    },
    close: stage.close,
  };
}

/** The first line of what onnxruntime says, without where it lies. */
function reasonOf({ message }: Error, folder: string | null): string {
  const [line = ''] = message.split('\n');
  const plain = folder === null ? line : line.replaceAll(`${folder}/`, '');
  return plain.replace(/^(Error|Load model from .*? failed): ?/i, '').trim();
}
