import type { Contender } from '../contender.ts';
import { importFrom } from '../packages.ts';

interface Index {
  initIndex(options: { maxElements: number; m: number; efConstruction: number }): void;
  addPoint(point: number[], label: number): void;
  setEf(ef: number): void;
  searchKnn(query: number[], k: number): { neighbors: number[] };
}
interface Package {
  HierarchicalNSW: new (space: 'ip', dimensions: number) => Index;
}

/** hnswlib-node: float32, the same connectivity and construction as ours, in the caller's thread. */
export async function hnswlib(packages: string): Promise<Contender> {
  const { HierarchicalNSW } = await importFrom<Package>(packages, 'hnswlib-node');
  let index: Index;
  return {
    knob: 'ef',
    settings: [10, 16, 24, 32, 40, 48, 64, 128, 256, 512],
    async build(vectors, dimensions) {
      index = new HierarchicalNSW('ip', dimensions);
      const maxElements = vectors.length / dimensions;
      index.initIndex({ maxElements, m: 16, efConstruction: 128 });
      for (let row = 0; row < maxElements; row++) {
        const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
        index.addPoint(Array.from(vector), row);
      }
    },
    async search(query, k, ef) {
      index.setEf(ef!);
      return index.searchKnn(Array.from(query), k).neighbors;
    },
    async close() {},
  };
}
