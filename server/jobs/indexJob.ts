import { z } from 'zod';
import { changeKinds, type Job, jobStates } from '../bulk/job.ts';
import { toldError, toldErrorSchema } from './toldError.ts';

const count = z.number().int().min(0);
/** A folder that is indexed, as the API shows it. */
export const indexJobSchema = z
  .strictObject({
    object: z.literal('job'),
    kind: z.literal('index'),
    id: z.string(),
    collection: z.string(),
    folder: z.string(),
    created: z.iso.datetime(),
    state: z.enum(jobStates).describe('following: waiting for something in the folder to change'),
    passes: count.describe('searches through the folder that a following job has ended'),
    dryRun: z.boolean().describe('whether nothing is changed, and the figures tell what would be'),
    found: count
      .nullable()
      .describe(
        'what is in the folder; null while it is searched through. At the end, it is the sum of ' +
          'indexed, changed, copied, moved, known, unreadable, metadataFiles and what was passed over',
      ),
    indexed: count.describe('pictures embedded and put in'),
    changed: count.describe('pictures embedded and put in the place of what their files had been'),
    copied: count.describe('pictures that are also under another path, and have its vector'),
    moved: count.describe('items under another path than before'),
    known: count.describe('pictures that were there already'),
    unreadable: count.describe('files that could not be read or put in'),
    gone: count.describe('items whose files are not there any more'),
    pruned: count.describe('those of them that were taken out'),
    metadataFiles: count.describe('files that say something of pictures'),
    unmatched: z
      .strictObject({ count, paths: z.array(z.string()) })
      .describe("paths in the folder's metadata that are no pictures in it; the first of them"),
    passedOver: z
      .strictObject({
        hidden: count.describe('files and folders with a dot before their names'),
        linked: count.describe('ways to what another way led to'),
        notPictures: z.record(z.string(), count).describe('by their endings'),
      })
      .describe('what was counted and not named'),
    files: z
      .array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() }))
      .describe('what could not be read or put in, and why; the first 1000'),
    changes: z
      .array(
        z.strictObject({
          change: z.enum(changeKinds),
          path: z.string(),
          from: z.string().nullable().describe('where what was moved had been'),
        }),
      )
      .describe('what became of pictures that were not there already; the first 1000'),
    error: toldErrorSchema
      .nullable()
      .describe(
        'why the job failed or, while it follows the folder, what went wrong the last time',
      ),
  })
  .meta({ id: 'Job' });

export function indexJobShape({
  id,
  request,
  created,
  state,
  passes,
  pass,
  error,
}: Job): z.input<typeof indexJobSchema> {
  const { collection, folder, dryRun } = request;
  const { found, counts, files, unmatched } = pass;
  const { notPictures, ...others } = pass.passedOver;
  const changes = pass.changes.map(({ from = null, ...change }) => ({ ...change, from }));
  return {
    ...{
      object: 'job' as const,
      kind: 'index' as const,
      id,
      collection,
      folder,
      created,
      state,
      passes,
      dryRun,
    },
    ...{ found, ...counts, files, changes },
    unmatched: { ...unmatched, paths: [...unmatched.paths] },
    passedOver: { ...others, notPictures: { ...notPictures } },
    error: error && toldError(error, 'start the job again to go on'),
  };
}
