import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { dataFile, type textDataFile } from '../bundle/card.ts';
import type { ModelParts, RawInitialiser } from '../onnx/parts.ts';
import { TensorProto } from '../onnx/schema.ts';
import { GraphDataError } from './errors.ts';

/** What a bundle has such numbers in: of its graph for pictures, and of that for texts. */
type DataFile = typeof dataFile | typeof textDataFile;

/** The numbers that a graph has in other files, which a bundle has in one. */
export interface GraphData {
  readonly name: DataFile;
  /** Paths of the files that they are in. */
  readonly files: readonly string[];
  /** Writes all of them, one behind the other, as the graph that comes with this says. */
  write(fd: number): void;
}

/** Where the numbers are that are in other files, as the graph says it: paths from its folder. */
export const externalFiles = ({ graph }: ModelParts): string[] => [
  ...new Set(graph.initialisers.flatMap(({ external }) => external?.get('location') ?? [])),
];

/** Where a file begins in the one of all: runtimes map memory by whole pages, on Windows of 64 KiB. */
const alignment = 65_536;
const piece = 1 << 24;

/**
 * Finds the files of a graph's numbers.
 * @param name of the file that all of them are to be in
 * @returns the graph with all of them there, and null where it has none elsewhere
 * @throws {GraphDataError} where one is missing, too short, or not below the graph's folder
 */
export function gatherData(
  path: string,
  model: ModelParts,
  name: DataFile = dataFile,
): { readonly model: ModelParts; readonly data: GraphData | null } {
  const starts = new Map<string, number>();
  let end = 0;
  const place = (one: RawInitialiser): RawInitialiser => {
    if (one.external === null) return one;
    const { file, size } = fileOf(path, one);
    const start = starts.get(file) ?? end;
    if (!starts.has(file)) {
      starts.set(file, start);
      end = Math.ceil((start + size) / alignment) * alignment;
    }
    return moved(one, name, start);
  };
  const initialisers = model.graph.initialisers.map(place);
  if (starts.size === 0) return { model, data: null };
  const write = (fd: number) => {
    for (const [file, start] of starts) copyInto(fd, file, start);
  };
  const graph = { ...model.graph, initialisers };
  return { model: { ...model, graph }, data: { name, files: [...starts.keys()], write } };
}

function fileOf(path: string, { name, external }: RawInitialiser) {
  const folder = dirname(resolve(path));
  const location = external!.get('location') ?? '';
  const file = resolve(folder, location);
  if (location === '' || relative(folder, file).startsWith('..'))
    throw new GraphDataError(path, `${name} is said to be in "${location}", which is elsewhere`);
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new GraphDataError(path, `${file} is not there`);
  const [offset, length] = ['offset', 'length'].map((key) => Number(external!.get(key) ?? 0));
  if (!(offset! >= 0 && length! >= 0 && Number.isSafeInteger(offset! + length!)))
    throw new GraphDataError(path, `${name} is said to be at no place of ${file}`);
  if (offset! + length! > found.size)
    throw new GraphDataError(path, `${file} ends before ${name}, at byte ${found.size}`);
  return { file, size: found.size };
}

/** An initialiser whose numbers are in the bundle's file. */
function moved(one: RawInitialiser, name: DataFile, start: number): RawInitialiser {
  const offset = String(Number(one.external!.get('offset') ?? 0) + start);
  const external = new Map([...one.external!, ['location', name], ['offset', offset]]);
  // Where others than the file are told, its sum among them, they are of the file before.
  external.delete('checksum');
  const tensor = TensorProto.decode(one.raw) as unknown as { externalData: object[] };
  tensor.externalData = [...external].map(([key, value]) => ({ key, value }));
  return { ...one, external, raw: TensorProto.encode(TensorProto.fromObject(tensor)).finish() };
}

/** Copies a file into another one. @param start where in that */
export function copyInto(fd: number, file: string, start: number): void {
  const source = openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(piece);
    for (let at = 0; ; ) {
      const read = readSync(source, buffer, 0, piece, at);
      if (read === 0) return;
      writeSync(fd, buffer, 0, read, start + at);
      at += read;
    }
  } finally {
    closeSync(source);
  }
}
