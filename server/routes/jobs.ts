import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { unpackCommandFor } from '@selfsame/models';
import { z } from 'zod';
import { changeKinds, type Job, jobStates } from '../bulk/job.ts';
import { JobNotPausableError, NoReportError } from '../errors/activation.ts';
import {
  FolderBusyError,
  FolderInvalidError,
  MetadataInvalidError,
  StorageFullError,
  UnknownCollectionError,
  UnknownJobError,
} from '../errors/collections.ts';
import { storeErrors } from '../errors/groups.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import type { PathParameter } from '../input/contract.ts';
import { metadataField } from '../input/fields.ts';
import { checkMetadata } from '../input/metadata.ts';
import { collectionParameter } from '../input/names.ts';
import type { Activation } from '../models/activation/Activation.ts';
import { compareHtml } from '../models/compare/compareHtml.ts';
import type { Services } from '../services.ts';
import { activationJobSchema, activationShape } from './activationJob.ts';
import { comparisonJobSchema, mapJobSchema, taskJobs } from './taskJobs.ts';
import { toldError, toldErrorSchema } from './toldError.ts';

const tag = 'jobs';
const path = '/v1/jobs/{job}';
const jobParameter: PathParameter = {
  schema: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[0-9a-z-]+$/),
  refuse: (id) => new UnknownJobError(id),
};
const params = { job: jobParameter };
const pauseErrors = [UnknownJobError, JobNotPausableError, StorageFullError, ...storeErrors];

const count = z.number().int().min(0);
const jobSchema = z
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

const startSchema = z.strictObject({
  folder: z.string().min(1).max(4096),
  hidden: z.boolean().default(false).describe('look at hidden files and folders too'),
  prune: z
    .union([z.boolean(), z.literal('anyway')])
    .default(false)
    .describe(
      'take out items whose files are gone; "anyway" even where the folder looks as if it were ' +
        'not mounted: empty, or with more than half of its pictures gone',
    ),
  dryRun: z.boolean().default(false).describe('change nothing, and tell what would be'),
  watch: z.boolean().default(false).describe('go on following the folder until it is cancelled'),
  metadata: metadataField
    .optional()
    .describe(
      'of all pictures; over it goes what metadata.csv or metadata.jsonl in the folder says of one, ' +
        'and over that its own .json file beside it',
    ),
});

function shapeOf({ id, request, created, state, passes, pass, error }: Job) {
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

const anyJob = z.union([jobSchema, activationJobSchema, mapJobSchema, comparisonJobSchema]);

/** Indexing folders of the server's machine: /v1/collections/{collection}/jobs, and all jobs: /v1/jobs. */
export function jobEndpoints(services: Services): Endpoint[] {
  const { store, jobs, activations, comparisons } = services;
  const tasks = taskJobs(services);
  /** @throws {UnknownJobError} */
  function activationOf(id: string): Activation {
    const found = activations.find(id);
    if (found !== undefined) return found;
    const { state } = tasks.find(id)?.shape() ?? jobs.get(id);
    throw new JobNotPausableError(id, state);
  }

  return [
    endpoint({
      method: 'post',
      path: '/v1/collections/{collection}/jobs',
      operationId: 'indexFolder',
      tag,
      summary: "Index the pictures in a folder of the server's machine",
      description:
        'Recursively, each under its path in the folder. What is there already is passed over, so ' +
        'the same job again goes on where one was broken off. What has been moved in the folder ' +
        'is moved, and what has been changed is replaced; what is gone stays unless prune is set. ' +
        'Content decides what is a picture; links are followed, and nothing is taken twice. A ' +
        "path that is not UTF-8 is written with '//' before it and its bytes percent-encoded.",
      access: 'admin',
      params: { collection: collectionParameter },
      body: { json: startSchema },
      answers: { 202: { description: 'begun', json: jobSchema } },
      errors: [
        UnknownCollectionError,
        FolderInvalidError,
        FolderBusyError,
        MetadataInvalidError,
        ...storeErrors,
      ],
      async handle({ params: { collection }, body }) {
        const { metadata: given = {}, ...request } = body.value;
        const metadata = JSON.parse(checkMetadata(given));
        await store.getCollection(collection);
        await checkFolder(request.folder);
        return { status: 202, json: shapeOf(jobs.start({ ...request, collection, metadata })) };
      },
    }),

    endpoint({
      method: 'get',
      path: '/v1/jobs',
      operationId: 'listJobs',
      tag,
      summary: 'The jobs since the server started',
      access: 'admin',
      answers: {
        200: {
          description: 'newest last',
          json: z.strictObject({ object: z.literal('list'), data: z.array(anyJob) }),
        },
      },
      handle() {
        const others = [...activations.list().map(activationShape), ...tasks.list()];
        const all = [...jobs.list().map(shapeOf), ...others];
        const data = all.toSorted((a, b) => a.created.localeCompare(b.created));
        return { status: 200, json: { object: 'list', data } };
      },
    }),

    endpoint({
      method: 'get',
      path,
      operationId: 'getJob',
      tag,
      summary: 'How far a job has come',
      access: 'admin',
      params,
      answers: { 200: { description: 'the job', json: anyJob } },
      errors: [UnknownJobError],
      handle({ params: { job } }) {
        const activation = activations.find(job);
        if (activation !== undefined) return { status: 200, json: activationShape(activation) };
        return { status: 200, json: tasks.find(job)?.shape() ?? shapeOf(jobs.get(job)) };
      },
    }),

    endpoint({
      method: 'delete',
      path,
      operationId: 'cancelJob',
      tag,
      summary: 'End a job',
      description:
        'What has been indexed stays. An activation that has not come to its end is undone: collections go on with their model. One that had followed to the new model already goes back to its own; what was kept of a model before that is gone.',
      access: 'admin',
      params,
      answers: { 200: { description: 'the job, ended', json: anyJob } },
      errors: [UnknownJobError, StorageFullError, ...storeErrors],
      async handle({ params: { job } }) {
        const task = tasks.find(job);
        if (task !== undefined) {
          await task.cancel();
          return { status: 200, json: task.shape() };
        }
        const activation = activations.find(job);
        if (activation === undefined) return { status: 200, json: shapeOf(await jobs.cancel(job)) };
        await activations.cancel(activation);
        return { status: 200, json: activationShape(activation) };
      },
    }),

    endpoint({
      method: 'post',
      path: `${path}/pause`,
      operationId: 'pauseJob',
      tag,
      summary: 'Pause an activation; what it has done stays',
      access: 'admin',
      params,
      answers: { 200: { description: 'the job, paused', json: activationJobSchema } },
      errors: pauseErrors,
      async handle({ params: { job } }) {
        const activation = activationOf(job);
        await activations.pause(activation);
        return { status: 200, json: activationShape(activation) };
      },
    }),

    endpoint({
      method: 'post',
      path: `${path}/resume`,
      operationId: 'resumeJob',
      tag,
      summary: 'Go on with an activation that is paused, or has failed after it had begun',
      access: 'admin',
      params,
      answers: { 200: { description: 'the job, running', json: activationJobSchema } },
      errors: pauseErrors,
      async handle({ params: { job } }) {
        const activation = activationOf(job);
        await activations.resume(activation);
        return { status: 200, json: activationShape(activation) };
      },
    }),

    endpoint({
      method: 'get',
      path: `${path}/compare.html`,
      operationId: 'getComparison',
      tag,
      summary: 'What a comparison, or an activation before it began, found, as a page',
      access: 'admin',
      params,
      answers: { 200: { description: 'a page that needs nothing else', type: 'text/html' } },
      errors: [UnknownJobError, NoReportError],
      handle({ params: { job } }) {
        const isKnown = activations.find(job) ?? tasks.find(job) ?? jobs.has(job);
        if (!isKnown) throw new UnknownJobError(job);
        const found = activations.find(job)?.compared ?? comparisons.tasks.find(job)?.found;
        if (!found) throw new NoReportError(job);
        const { comparison, verdict, thumbnails } = found;
        const bytes = Buffer.from(compareHtml(comparison, verdict, thumbnails));
        return { status: 200, bytes, type: 'text/html; charset=utf-8' };
      },
    }),
  ];
}

async function checkFolder(folder: string): Promise<void> {
  if (!isAbsolute(folder)) throw new FolderInvalidError(folder, 'its path is not absolute');
  const found = await stat(folder).catch((error: Error) => error);
  if (found instanceof Error) throw new FolderInvalidError(folder, found.message);
  if (found.isDirectory()) return;
  const command = found.isFile() ? unpackCommandFor(folder) : null;
  const reason = command === null ? 'it is no folder' : `unpack it first: ${command}`;
  throw new FolderInvalidError(folder, reason);
}
