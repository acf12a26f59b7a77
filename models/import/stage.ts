import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { graphFile } from '../bundle/card.ts';
import type { GraphData } from './data.ts';

/** Has graphs beside the numbers that they share, where runtimes look for them. */
export interface Stage {
  /** Null where graphs have all of their numbers in themselves. */
  readonly folder: string | null;
  /** @returns what a runtime is given: the graph, or the path of its file */
  place(graph: Uint8Array): Uint8Array | string;
  close(): void;
}

/** @param data numbers beside the graphs, which are written to a folder below `root` for the time being */
export function createStage(root: string, data: GraphData | null): Stage {
  const folder = data === null ? null : join(root, `.importing-${randomUUID()}`);
  if (folder !== null) writeData(folder, data!);
  return {
    folder,
    place(graph) {
      if (folder === null) return graph;
      writeFileSync(join(folder, graphFile), graph);
      return join(folder, graphFile);
    },
    close() {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeData(folder: string, data: GraphData): void {
  mkdirSync(folder, { recursive: true });
  const fd = openSync(join(folder, data.name), 'wx');
  try {
    data.write(fd);
  } finally {
    closeSync(fd);
  }
}
