import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, inTemporary } from '@selfsame/models';
import { type ImportOptions, importEncoder, type Trainable } from '@selfsame/models/import';

/** What a checkpoint is read by, beside what any import is told. */
export interface CheckpointFlags {
  readonly size?: number | undefined;
  readonly prefix?: string | undefined;
  readonly stemPadding?: number | undefined;
}

/** A PyTorch checkpoint's encoder, as the trainer makes it of one. */
export interface CheckpointEncoder extends Trainable {
  /** From pictures [N, 3, size, size], normalised, to features [N, D]. */
  readonly graph: Uint8Array;
  /** What was found in it. */
  readonly lines: readonly string[];
}

/** @throws {SelfsameError} */
export type ReadCheckpoint = (path: string, flags: CheckpointFlags) => Promise<CheckpointEncoder>;

/** Imports what a checkpoint's weights make. @throws {SelfsameError} */
export async function importCheckpoint(
  options: Omit<ImportOptions, 'madeOf' | 'trainable'>,
  flags: CheckpointFlags,
  read: ReadCheckpoint,
): Promise<Bundle> {
  const { path, say } = options;
  const { graph, lines, ...trainable } = await read(path, flags);
  for (const line of lines) say(line);
  return inTemporary('selfsame-import', async (folder) => {
    const made = join(folder, `${trainable.encoder}.onnx`);
    writeFileSync(made, graph);
    return await importEncoder({ ...options, path: made, madeOf: [path], trainable });
  });
}
