import { Kernel } from '../kernel/Kernel.ts';
import { keepBest } from '../kernel/keepBest.ts';
import { pairBytes, pairsFor, pairsOf, placeBytes, type Scan } from '../kernel/scanBlocks.ts';
import { type Team, worthSharing } from '../kernel/Team.ts';
import { Cells } from './Cells.ts';
import { type Codebook, perCode } from './Codebook.ts';
import { Coder } from './Coder.ts';

/** Vectors of a block. */
export const lanes = 32;
/** Before the codes of a block: which of its lanes hold a vector. */
const headBytes = 64;
/** Blocks of one scan at most. */
const mostListed = 4096;
/** Candidates kept of a search at most. */
const mostKept = 2 ** 15;
/** Room for what scans need besides the blocks. */
const scratchBytes = 2 ** 22;

/** What is looked for. */
export interface Search {
  /** Of length 1. */
  readonly unit: Float32Array;
  /** Cells that are looked through. */
  readonly probes: number;
  /** Candidates wanted. */
  readonly count: number;
}

/** What coded vectors are made of. */
export interface Parts {
  readonly codebook: Codebook;
  /** float32 [cells, dimensions] */
  readonly centres: Float32Array;
  /** The cell of each block. */
  readonly cellOf: Uint32Array;
  /** The key of each lane of each block, 0 where there is none. */
  readonly keys: Float64Array;
  /** uint8 [blocks, bytes of a block] */
  readonly blocks: Uint8Array;
}

/**
 * Vectors as four bits for each two values, in cells, each of which has blocks of its own. A search
 * looks the codes of every vector of the cells that are nearest up in tables of its query (André et
 * al., 2015: a table of sixteen bytes is one register), so that adding a vector is writing its codes.
 */
export class CodedVectors {
  readonly codebook: Codebook;
  readonly cells: Cells;
  readonly #kernel: Kernel;
  readonly #coder: Coder;
  /** The key of the vector in each lane. */
  readonly #keys: number[];
  /** The blocks of each cell. */
  readonly #blocks: number[][];
  /** The cell of each block. */
  readonly #cellOf: number[] = [];
  /** All blocks. */
  readonly #all: number[] = [];
  /** Vectors in each cell. */
  readonly #counts: number[];
  readonly #stride: number;
  readonly #ranking: number;
  readonly #scratch: number;
  readonly #first: number;
  #size = 0;

  /** @param centres float32 [cells, dimensions] */
  constructor(codebook: Codebook, centres: Float32Array) {
    this.codebook = codebook;
    this.#kernel = Kernel.take();
    this.#coder = new Coder(this.#kernel, codebook);
    this.cells = new Cells(this.#kernel, centres, codebook.dimensions);
    this.#keys = [];
    this.#blocks = Array.from({ length: this.cells.count }, () => []);
    this.#counts = new Array<number>(this.cells.count).fill(0);
    this.#stride = headBytes + codebook.codes * perCode;
    this.#ranking = this.#kernel.reserve(this.cells.count * pairBytes);
    this.#scratch = this.#kernel.reserve(scratchBytes);
    this.#first = this.#kernel.reserve(0);
  }

  /** Vectors that were added. */
  get size(): number {
    return this.#size;
  }

  /** @param unit of length 1 */
  add(key: number, unit: Float32Array): void {
    const cell = this.cells.nearest(unit);
    const lane = this.#counts[cell]! % lanes;
    const block = lane === 0 ? this.#begin(cell) : this.#blocks[cell]!.at(-1)!;
    const address = this.#address(block);
    this.#coder.write(address + headBytes + (lane % perCode), lane >= perCode, unit);
    this.#kernel.words[address / 4]! |= 1 << lane;
    this.#keys[block * lanes + lane] = key;
    this.#counts[cell]!++;
    this.#size++;
  }

  /** Of each search the keys of about as many as are wanted; the nearest first, if so asked for. */
  nearest(searches: readonly Search[], team: Team, inOrder = false): number[][] {
    const found = searches.map((): Uint32Array[] => []);
    let scans: { of: Uint32Array[]; scan: Scan }[] = [];
    let used = 0;
    const finish = () => {
      team.run(
        this.#kernel,
        scans.map(({ scan }) => scan),
      );
      for (const { of, scan } of scans) of.push(pairsOf(this.#kernel, scan).slice());
      scans = [];
      used = 0;
    };
    for (const [i, { unit, probes, count }] of searches.entries()) {
      const blocks = this.#blocksOf(unit, probes);
      const shares = searches.length < team.size ? team.size : 1;
      const length = Math.max(worthSharing / 2, Math.ceil(blocks.length / shares));
      const step = Math.min(mostListed, length);
      const kept = Math.min(Math.max(1, count), mostKept);
      for (let from = 0; from < blocks.length; from += step) {
        const bytes = this.#scanBytes(step, kept);
        if (used + bytes > scratchBytes) finish();
        const some = blocks.slice(from, from + step);
        scans.push({ of: found[i]!, scan: this.#prepare(this.#scratch + used, unit, some, kept) });
        used += bytes;
      }
    }
    finish();
    return found.map((pairs, i) => this.#keysOf(pairs, searches[i]!.count, inOrder));
  }

  #scanBytes(blocks: number, kept: number): number {
    const bytes = placeBytes + this.codebook.codes * perCode + pairsFor(kept) + blocks * 4;
    return Math.ceil(bytes / 64) * 64;
  }

  #prepare(address: number, unit: Float32Array, blocks: readonly number[], kept: number): Scan {
    const tableBytes = this.codebook.codes * perCode;
    const tables = address + placeBytes;
    const pairs = tables + tableBytes;
    const list = pairs + pairsFor(kept);
    this.#coder.tables(tables, unit);
    this.#kernel.words.set(blocks, list / 4);
    const place = { list, listEnd: list + blocks.length * 4, pairs, place: address };
    return { ...place, tables, tableBytes, blocks: this.#first, stride: this.#stride, kept };
  }

  /** The keys of the best of what the scans of a search have left. */
  #keysOf(found: readonly Uint32Array[], count: number, inOrder: boolean): number[] {
    const pairs = new Uint32Array(found.reduce((sum, { length }) => sum + length, 0));
    let end = 0;
    for (const some of found) {
      pairs.set(some, end);
      end += some.length;
    }
    const length = Math.min(pairs.length / 2, Math.max(1, count));
    if (length < pairs.length / 2) keepBest(pairs, 0, pairs.length / 2, length);
    const places: number[] = [];
    for (let i = 0; i < length; i++) places.push(2 * i);
    if (inOrder) places.sort((a, b) => pairs[b + 1]! - pairs[a + 1]!);
    return places.map((place) => this.#keys[pairs[place]!]!);
  }

  /** The blocks of the nearest cells; in the order of the memory, which is quickest, if of all. */
  #blocksOf(unit: Float32Array, probes: number): readonly number[] {
    if (probes >= this.cells.count) return this.#all;
    const { words } = this.#kernel;
    const first = this.#ranking / 4;
    const products = this.cells.products(unit);
    for (let cell = 0; cell < products.length; cell++) {
      words[first + 2 * cell] = cell;
      words[first + 2 * cell + 1] = (Math.max(-1, Math.min(1, products[cell]!)) + 1) * 2 ** 30;
    }
    keepBest(words, first, this.cells.count, probes);
    const blocks: number[] = [];
    for (let i = 0; i < probes; i++) blocks.push(...this.#blocks[words[first + 2 * i]!]!);
    return blocks;
  }

  #address(block: number): number {
    return this.#first + block * this.#stride;
  }

  /** Another block of a cell. @throws {RangeError} when the memory is full */
  #begin(cell: number): number {
    const address = this.#kernel.reserve(this.#stride);
    const block = (address - this.#first) / this.#stride;
    this.#all.push(block);
    this.#cellOf.push(cell);
    this.#blocks[cell]!.push(block);
    return block;
  }

  /** Gives the memory back: nothing is there any more. */
  release(): void {
    this.#kernel.giveBack();
  }

  /** All that a copy is made of, as long as nothing is added. */
  get parts(): Parts {
    const { bytes } = this.#kernel;
    return {
      codebook: this.codebook,
      centres: this.cells.copy(this.codebook.dimensions),
      cellOf: Uint32Array.from(this.#cellOf),
      keys: Float64Array.from(
        { length: this.#cellOf.length * lanes },
        (_, lane) => this.#keys[lane] ?? 0,
      ),
      blocks: bytes.subarray(this.#first, this.#address(this.#cellOf.length)),
    };
  }

  static from({ codebook, centres, cellOf, keys, blocks }: Parts): CodedVectors {
    const made = new CodedVectors(codebook, centres);
    for (const [block, cell] of cellOf.entries()) {
      made.#begin(cell);
      for (const [lane, key] of keys.subarray(block * lanes, (block + 1) * lanes).entries()) {
        // Keys begin at 1, and a cell's blocks are filled one after the other.
        if (key === 0) break;
        made.#keys[block * lanes + lane] = key;
        made.#counts[cell]!++;
        made.#size++;
      }
    }
    made.#kernel.bytes.set(blocks, made.#first);
    return made;
  }
}
