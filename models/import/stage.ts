import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { graphFile } from '../bundle/card.ts';
import { FolderUnwritableError } from '../errors/files.ts';
import { removeLeft, unfinished } from '../files/unfinished.ts';
import type { GraphData } from './data.ts';

/** Has graphs beside the numbers that they share, where runtimes look for them. */
export interface Stage {
  /** Null where graphs have all of their numbers in themselves. */
  readonly folder: string | null;
  /** @returns what a runtime is given: the graph, or the path of its file */
  place(graph: Uint8Array): Uint8Array | string;
  close(): void;
}

const beginning = '.importing-';

/**
 * @param data numbers beside the graphs, which are written to a folder below `root` for the time being
 * @throws {FolderUnwritableError}
 */
export function createStage(root: string, data: GraphData | null): Stage {
  const folder = data === null ? null : join(root, `${beginning}${randomUUID()}`);
  const remove = folder === null ? () => {} : unfinished(folder);
  const written = (write: () => void) => {
    try {
      write();
    } catch (error) {
      remove();
      throw new FolderUnwritableError(root, error as Error);
    }
  };
  if (folder !== null) written(() => writeData(folder, data!));
  return {
    folder,
    place(graph) {
      if (folder === null) return graph;
      written(() => writeFileSync(join(folder, graphFile), graph));
      return join(folder, graphFile);
    },
    close: remove,
  };
}

function writeData(folder: string, data: GraphData): void {
  mkdirSync(folder, { recursive: true });
  removeLeft(dirname(folder), beginning);
  const fd = openSync(join(folder, data.name), 'wx');
  try {
    data.write(fd);
  } finally {
    closeSync(fd);
  }
}
