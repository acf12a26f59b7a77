import { z } from 'zod';
import { limits } from '../limits.ts';
import { type Activation, stages } from '../models/activation/Activation.ts';
import { onMissings } from '../models/activation/record.ts';
import { verdictFields, verdictShape } from './taskJobs.ts';
import { toldError, toldErrorSchema } from './toldError.ts';

const count = z.number().int().min(0);

/** A model that is taken into use, as the API shows it. */
export const activationJobSchema = z
  .strictObject({
    object: z.literal('job'),
    kind: z.literal('activation'),
    id: z.string(),
    created: z.iso.datetime(),
    model: z.string().describe('name/version'),
    rollback: z.boolean().describe('whether it goes back to a model whose vectors are kept'),
    collections: z.array(z.string()).nullable().describe('those that follow; null: all'),
    begun: z
      .array(z.string())
      .describe('those that had to follow so far: the others are searched by it already'),
    serve: z
      .boolean()
      .describe('whether new collections and requests that name no model have it in the end'),
    on_missing: z.enum(onMissings),
    state: z
      .enum(['running', 'paused', 'done', 'cancelled', 'failed'])
      .describe('one that failed after it had begun can be gone on with, or cancelled'),
    resumable: z.boolean().describe('whether it can be gone on with'),
    stage: z.enum(stages),
    done: count.describe('pictures of the stage: compared, or with a vector of the model'),
    total: count,
    rate: z.string().describe('pictures per second, for people'),
    left: z.string().describe('the time left of the stage, for people'),
    untouched: z
      .array(z.string())
      .describe('collections of which no picture is kept: they go on with their model'),
    small_previews: count.describe(
      'items of which a lesser copy is kept than the model could see, or one of an earlier version',
    ),
    unmade: z
      .strictObject({
        count,
        items: z.array(
          z.strictObject({
            collection: z.string(),
            id: z.string(),
            code: z.string(),
            message: z.string(),
          }),
        ),
      })
      .describe('kept pictures of which no embedding could be made, and why; the first 1000'),
    verdict: z
      .strictObject({
        ...verdictFields,
        forced: z.boolean().describe('whether it went on all the same'),
      })
      .nullable()
      .describe('null where nothing was compared'),
    error: toldErrorSchema.nullable(),
  })
  .meta({ id: 'ActivationJob' });

export type ActivationShape = z.input<typeof activationJobSchema>;

export function activationShape(activation: Activation): ActivationShape {
  const { record, state, stage, done, total, untouched, unmade, compared, error } = activation;
  const { id, created, name: model, isRollback: rollback, collections, onMissing } = record;
  const items = unmade.slice(0, limits.filesNamed).map(({ version: _, ...item }) => item);
  return {
    ...{ object: 'job' as const, kind: 'activation' as const, id, created, model, rollback },
    ...{ collections, begun: [...record.begun], serve: record.serve },
    ...{ on_missing: onMissing, state },
    resumable: activation.isHeld && state !== 'running',
    ...{ stage, done, total, ...activation.speed },
    untouched: [...untouched],
    small_previews: activation.smallPreviews,
    unmade: { count: unmade.length, items },
    verdict: compared && { ...verdictShape(id, compared), forced: record.forced.length > 0 },
    error: error && toldError(error, 'go on with the job'),
  };
}
