import { callOf, exportManifest, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { callerOf, downloaderOf } from '../call.ts';
import { interrupted, onInterrupt } from '../interrupt.ts';
import { exportPictures } from '../pictures/exportPictures.ts';
import { exportedText } from '../pictures/report.ts';
import { createProgress, noProgress } from '../progress.ts';
import { asking, askingUsage } from './common.ts';

const call = `${callOf('models')} export-pictures`;

const usage = `${call} --collection <name> --to <folder> [flags]

Writes the pictures that a running server keeps of a collection (originals or previews) to a new folder,
for training on them, each under its id as a path, as far as systems can have it so. ${exportManifest} tells
the id and the metadata of each. Done again it follows the collection: what is new or changed is
written, and what is gone is taken out; so the same command goes on where it was broken off.

  --collection   whose pictures
  --to           folder: a new one, an empty one, or one of an export before
${askingUsage}`;

const command = {
  call,
  settings: z.strictObject({
    collection: z.string('needs the name of a collection').min(1),
    to: z.string('needs a folder').min(1),
    ...asking,
  }),
};

/** `selfsame models export-pictures`. @throws {SelfsameError} */
export async function exportPicturesCommand(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { collection, to: folder, url, json } = told.settings;
  const progress = json ? noProgress : createProgress(process.stderr, 'writing', 'pictures');
  const stop = onInterrupt();
  const exported = await exportPictures({
    ...{ call: callerOf(url), download: downloaderOf(url), collection, folder, stop },
    onProgress: (done, total) => progress.update(done, total),
  }).finally(() => progress.stop());
  if (json) console.log(JSON.stringify(exported));
  else console.log(exportedText(exported, folder));
  if (!exported.stopped) return;
  process.exitCode = interrupted;
  console.error('Broken off; repeat the command to go on.');
}
