import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GraphUnreadableError, NoGraphError, SettingsFileError } from './errors.ts';
import { processorSettings } from './folder/processor.ts';
import { timmSettings } from './folder/timm.ts';
import type { Layer, PictureSettings } from './preparation.ts';

/** What is imported, and what lies beside it says how. */
export interface FoundSource {
  readonly graphPath: string;
  readonly layers: readonly Layer[];
  /** That the layers were read from. */
  readonly files: readonly string[];
}

/** Where graphs lie in folders as Hugging Face has them: that of the pictures alone comes first. */
export const graphPlaces = [
  'onnx/vision_model.onnx',
  'vision_model.onnx',
  'onnx/model.onnx',
  'model.onnx',
] as const;

/** What says how pictures are prepared; the first that does so decides. */
const readers: Readonly<Record<string, (json: unknown) => Partial<PictureSettings> | null>> = {
  'preprocessor_config.json': processorSettings,
  'config.json': timmSettings,
};
export const settingsFiles: readonly string[] = Object.keys(readers);

/**
 * The graph that a path leads to, and what its folder says of pictures, or the one that its folder
 * `onnx` is in.
 * @throws {GraphUnreadableError | NoGraphError | SettingsFileError}
 */
export function findSource(path: string): FoundSource {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new GraphUnreadableError(path, 'it is not there');
  if (found.isDirectory()) {
    const place = graphPlaces.find((one) => existsSync(join(path, one)));
    if (place === undefined) throw new NoGraphError(path, graphPlaces);
    return { graphPath: join(path, place), ...settingsIn([path]) };
  }
  const folder = dirname(path);
  return { graphPath: path, ...settingsIn([folder, dirname(folder)]) };
}

function settingsIn(folders: readonly string[]): Pick<FoundSource, 'layers' | 'files'> {
  for (const folder of folders) {
    for (const [name, read] of Object.entries(readers)) {
      const file = join(folder, name);
      if (!existsSync(file)) continue;
      const settings = readFile(file, read);
      if (settings !== null) return { layers: [{ from: name, settings }], files: [file] };
    }
  }
  return { layers: [], files: [] };
}

function readFile(file: string, read: (json: unknown) => Partial<PictureSettings> | null) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new SettingsFileError(file, (error as Error).message, error);
  }
}
