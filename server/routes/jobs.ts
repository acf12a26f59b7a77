import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { unpackCommandFor } from '@selfsame/models';
import { z } from 'zod';
import { type Job, jobStates } from '../bulk/job.ts';
import {
  FolderInvalidError,
  UnknownCollectionError,
  UnknownJobError,
} from '../errors/collections.ts';
import { storeErrors } from '../errors/groups.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import type { PathParameter } from '../input/contract.ts';
import { collectionParameter } from '../input/names.ts';
import type { Services } from '../services.ts';

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

const count = z.number().int().min(0);
const jobSchema = z
  .strictObject({
    object: z.literal('job'),
    id: z.string(),
    collection: z.string(),
    folder: z.string(),
    created: z.iso.datetime(),
    state: z.enum(jobStates),
    found: count
      .nullable()
      .describe(
        'what is in the folder; null while it is searched through. At the end, it is the sum of ' +
          'indexed, known, unreadable and what was passed over',
      ),
    indexed: count,
    known: count.describe('pictures that were in the collection already, by their content'),
    unreadable: count,
    passedOver: z
      .strictObject({
        hidden: count.describe('files and folders with a dot before their names'),
        linked: count.describe('ways to what another way led to'),
        notPictures: z.record(z.string(), count).describe('by their endings'),
      })
      .describe('what was counted and not named'),
    files: z
      .array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() }))
      .describe('what could not be read, and why; the first 1000'),
    error: z.string().nullable().describe('why the job failed'),
  })
  .meta({ id: 'Job' });

const startSchema = z.strictObject({
  folder: z.string().min(1).max(4096),
  hidden: z.boolean().default(false).describe('look at hidden files and folders too'),
});

function shapeOf(job: Job): z.input<typeof jobSchema> {
  const { id, collection, folder, created, state, found, indexed, known, unreadable } = job;
  const { notPictures, ...others } = job.passedOver;
  const passedOver = { ...others, notPictures: { ...notPictures } };
  const figures = { state, found, indexed, known, unreadable, passedOver };
  const error = job.error?.message ?? null;
  return { object: 'job', id, collection, folder, created, ...figures, files: job.files, error };
}

/** Indexing folders of the server's machine: /v1/collections/{collection}/jobs, /v1/jobs. */
export function jobEndpoints({ store, jobs }: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/v1/collections/{collection}/jobs',
      operationId: 'indexFolder',
      tag,
      summary: "Index the pictures in a folder of the server's machine",
      description:
        'Recursively, each under its path in the folder. What is indexed already is passed over, ' +
        'so the same job again goes on where one was broken off. Content decides what is a ' +
        'picture; links are followed, and nothing is taken twice. A path that is not UTF-8 is ' +
        "written with '//' before it and its bytes percent-encoded.",
      access: 'admin',
      params: { collection: collectionParameter },
      body: { json: startSchema },
      answers: { 202: { description: 'begun', json: jobSchema } },
      errors: [UnknownCollectionError, FolderInvalidError, ...storeErrors],
      async handle({ params: { collection }, body }) {
        const { folder, hidden } = body.value;
        await store.getCollection(collection);
        await checkFolder(folder);
        return { status: 202, json: shapeOf(jobs.start(collection, folder, hidden)) };
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
          json: z.strictObject({ object: z.literal('list'), data: z.array(jobSchema) }),
        },
      },
      handle: () => ({ status: 200, json: { object: 'list', data: jobs.list().map(shapeOf) } }),
    }),

    endpoint({
      method: 'get',
      path,
      operationId: 'getJob',
      tag,
      summary: 'How far a job has come',
      access: 'admin',
      params,
      answers: { 200: { description: 'the job', json: jobSchema } },
      errors: [UnknownJobError],
      handle: ({ params }) => ({ status: 200, json: shapeOf(jobs.get(params.job)) }),
    }),

    endpoint({
      method: 'delete',
      path,
      operationId: 'cancelJob',
      tag,
      summary: 'End a job; what it has indexed stays',
      access: 'admin',
      params,
      answers: { 200: { description: 'the job, ended', json: jobSchema } },
      errors: [UnknownJobError],
      async handle({ params }) {
        return { status: 200, json: shapeOf(await jobs.cancel(params.job)) };
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
