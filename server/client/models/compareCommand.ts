import { callOf, findBundle, formatTable, modelFolders, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { compareHtml } from '../../models/compare/compareHtml.ts';
import { usualSample } from '../../models/compare/compareModels.ts';
import { figureRows, summaryOf } from '../../models/compare/figureRows.ts';
import { judge } from '../../models/compare/judge.ts';
import { checkWritable, writeOut } from '../writable.ts';
import { compareOnFolder } from './compareOnFolder.ts';

const call = `${callOf('models')} compare`;

const usage = `${call} <present> <candidate> --data <folder> [flags]

Measures two bundles on the same pictures, without a server, and says whether the second may take the
place of the first: how often an augmented view of a picture finds it, how well neighbours tell
classes, whether the embeddings have collapsed, how fast it is, and how far both agree on what is
alike. Exit status 1 where the second is refused.

  A bundle is a 'name' (newest version), 'name/version', or the path of its folder.

  --data    folder of pictures, and all folders below
  --label   'folder': the name of the folder that a picture lies in, on the first level on which they
            differ, is its class
  --limit   at most so many pictures, evenly spaced (${usualSample})
  --seed    of the augmented views (1)
  --out     page to write: the figures, and what either finds most alike, in pictures
  --json    file to write all of it to, as JSON
  --models  folder of bundles (default: ./models and the shipped ones)`;

const command = {
  call,
  settings: z.strictObject({
    data: z.string('needs a folder of pictures').min(1),
    label: z.enum(['folder'], "is not 'folder'").optional(),
    limit: z.number().int().min(2).max(5000).default(usualSample),
    seed: z.number().int().min(0).max(0xffffffff).default(1),
    out: z.string().min(1).optional(),
    json: z.string().min(1).optional(),
    models: z.string().min(1).optional().transform(modelFolders),
  }),
  word: ['present', 'candidate'],
};

/** `selfsame models compare`. @throws {SelfsameError} */
export async function compare(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { data: folder, models, out, json, ...settings } = told.settings;
  if (out !== undefined) await checkWritable(out, '--out');
  if (json !== undefined) await checkWritable(json, '--json');
  const [present, candidate] = [
    await findBundle(models, told.words[0]!),
    await findBundle(models, told.words[1]!),
  ];
  const found = await compareOnFolder({ ...settings, present, candidate, folder });
  const { comparison, thumbnails } = found;
  const verdict = judge(comparison);
  if (out !== undefined) await writeOut(out, compareHtml(comparison, verdict, thumbnails), '--out');
  if (json !== undefined)
    await writeOut(json, `${JSON.stringify({ ...comparison, verdict }, null, 2)}\n`, '--json');
  console.log(`${summaryOf(comparison)}\n\n${formatTable(figureRows(comparison))}\n`);
  const { name } = comparison.candidate;
  if (verdict.passes) return console.log(`${name} passes.`);
  console.log(`${name} is refused:`);
  for (const { code, message } of verdict.reasons) console.log(`  ${code}: ${message}`);
  process.exitCode = 1;
}
