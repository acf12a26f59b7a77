import { Kernel } from '../kernel/Kernel.ts';
import { Cells } from './Cells.ts';
import { type Codebook, perCode } from './Codebook.ts';
import { Coder } from './Coder.ts';
import { keepBest } from './keepBest.ts';

/** Vectors of a block. */
export const lanes = 32;
/** Before the codes of a block: which of its lanes hold a vector. */
const headBytes = 64;
/** Blocks that the kernel is given at once. */
const listed = 4096;
/** Candidates kept of a search at most. */
const mostKept = 2 ** 15;
/** Room for more than are kept, before the worst are sorted out. */
const spare = 512;
const pairBytes = 8;

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
  /** Vectors in each cell. */
  readonly #counts: number[];
  readonly #stride: number;
  readonly #tables: number;
  readonly #list: number;
  readonly #pairs: number;
  readonly #place: number;
  readonly #first: number;
  #size = 0;

  /** @param centres float32 [cells, dimensions] */
  constructor(codebook: Codebook, centres: Float32Array) {
    this.codebook = codebook;
    this.#kernel = new Kernel();
    this.#coder = new Coder(this.#kernel, codebook);
    this.cells = new Cells(this.#kernel, centres, codebook.dimensions);
    this.#keys = [];
    this.#blocks = Array.from({ length: this.cells.count }, () => []);
    this.#counts = new Array<number>(this.cells.count).fill(0);
    this.#stride = headBytes + codebook.codes * perCode;
    this.#tables = this.#kernel.reserve(codebook.codes * perCode);
    this.#list = this.#kernel.reserve(listed * 4);
    const pairs = Math.max(this.cells.count, 2 * mostKept + spare);
    this.#pairs = this.#kernel.reserve(pairs * pairBytes);
    this.#place = this.#kernel.reserve(64);
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

  /**
   * The keys of about the `count` nearest to a vector of length 1 among those of the `probes`
   * nearest cells; the nearest first where that is asked for.
   */
  nearest(unit: Float32Array, probes: number, count: number, inOrder = false): number[] {
    const { words } = this.#kernel;
    const kept = Math.min(Math.max(1, count), mostKept);
    const blocks = this.#blocksOf(unit, probes);
    this.#coder.tables(this.#tables, unit);
    const found = { end: this.#pairs, threshold: 0 };
    const list = this.#list / 4;
    let length = 0;
    for (const block of blocks) {
      words[list + length++] = block;
      if (length < listed) continue;
      this.#scan(length, kept, found);
      length = 0;
    }
    this.#scan(length, kept, found);
    const first = this.#pairs / 4;
    const pairs = words.subarray(first, found.end / 4);
    const places: number[] = [];
    for (let place = 0; place < pairs.length; place += 2) places.push(place);
    if (inOrder) places.sort((a, b) => pairs[b + 1]! - pairs[a + 1]!);
    return places.map((place) => this.#keys[pairs[place]!]!);
  }

  /** Scans the first blocks of the list and leaves the best so far. */
  #scan(length: number, kept: number, found: { end: number; threshold: number }): void {
    const { words } = this.#kernel;
    const listEnd = this.#list + length * 4;
    const limit = this.#pairs + (2 * kept + spare - lanes) * pairBytes - pairBytes;
    const tableBytes = this.codebook.codes * perCode;
    for (let list = this.#list; list < listEnd; list = words[this.#place / 4]!) {
      found.end = this.#kernel.scan(
        ...([list, listEnd, this.#first, this.#stride, this.#tables, tableBytes] as const),
        ...([found.end, limit, found.threshold, this.#place] as const),
      );
      const pairs = (found.end - this.#pairs) / pairBytes;
      if (pairs <= kept) continue;
      found.threshold = keepBest(words, this.#pairs / 4, pairs, kept) + 1;
      found.end = this.#pairs + kept * pairBytes;
    }
  }

  /** The blocks of the nearest cells; in the order of the memory, which is quickest, if of all. */
  #blocksOf(unit: Float32Array, probes: number): Iterable<number> {
    if (probes >= this.cells.count) return this.#cellOf.keys();
    const { words } = this.#kernel;
    const first = this.#pairs / 4;
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
    this.#cellOf.push(cell);
    this.#blocks[cell]!.push(block);
    return block;
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
