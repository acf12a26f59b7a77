import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { unpackCommandFor } from '@selfsame/models';
import { z } from 'zod';
import { JobNotPausableError, NoReportError, ReplicaSilentError } from '../errors/activation.ts';
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
import { activationJobSchema } from '../jobs/activationJob.ts';
import { anyJob, type Desk } from '../jobs/Desk.ts';
import { indexJobSchema, indexJobShape } from '../jobs/indexJob.ts';
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
const pauseErrors = [
  UnknownJobError,
  JobNotPausableError,
  StorageFullError,
  ReplicaSilentError,
  ...storeErrors,
];

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

/** Indexing folders of the server's machine: /v1/collections/{collection}/jobs, and all jobs: /v1/jobs. */
export function jobEndpoints({ store, jobs }: Services, desk: Desk): Endpoint[] {
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
      answers: { 202: { description: 'begun', json: indexJobSchema } },
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
        const job = jobs.start({ ...request, collection, metadata });
        await desk.began();
        return { status: 202, json: indexJobShape(job) };
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
      errors: storeErrors,
      async handle() {
        return { status: 200, json: { object: 'list', data: await desk.list() } };
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
      errors: [UnknownJobError, ...storeErrors],
      async handle({ params: { job } }) {
        return { status: 200, json: await desk.find(job) };
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
      errors: [UnknownJobError, StorageFullError, ReplicaSilentError, ...storeErrors],
      async handle({ params: { job } }) {
        return { status: 200, json: await desk.cancel(job) };
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
        return { status: 200, json: await desk.pause(job) };
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
        return { status: 200, json: await desk.resume(job) };
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
      errors: [UnknownJobError, NoReportError, ReplicaSilentError, ...storeErrors],
      async handle({ params: { job } }) {
        const bytes = Buffer.from(await desk.report(job));
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
