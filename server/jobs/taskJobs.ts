import { z } from 'zod';
import type { MapTask } from '../map/Maps.ts';
import { mapStages } from '../map/makeMap.ts';
import type { Judged } from '../models/compare/compareOnKept.ts';
import { figureRows } from '../models/compare/figureRows.ts';
import { type ComparisonTask, comparisonStages } from '../models/comparisons/Comparisons.ts';
import type { Services } from '../services.ts';
import { type Task, taskStates } from '../tasks/Task.ts';
import { toldError, toldErrorSchema } from './toldError.ts';

const count = z.number().int().min(0);
const common = {
  object: z.literal('job'),
  id: z.string(),
  created: z.iso.datetime(),
  state: z.enum(taskStates),
  done: count.describe('of the stage'),
  total: count,
  rate: z.string().describe('how many a second, for people'),
  left: z.string().describe('the time left of the stage, for people'),
  error: toldErrorSchema.nullable(),
};

/** A map that is being made, as the API shows it. */
export const mapJobSchema = z
  .strictObject({
    ...common,
    kind: z.literal('map'),
    collection: z.string(),
    stage: z
      .enum(mapStages)
      .describe('vectors read, items whose neighbours are found, rounds of placing them'),
  })
  .meta({ id: 'MapJob' });

export const verdictFields = {
  passes: z.boolean(),
  reasons: z.array(z.string()),
  figures: z
    .array(z.array(z.string()))
    .describe('for people, as rows: what is measured, the model before, and this one'),
  report: z.string().describe('path of the comparison, as a page'),
};

/** A comparison of models, as the API shows it. */
export const comparisonJobSchema = z
  .strictObject({
    ...common,
    kind: z.literal('comparison'),
    model: z.string().describe('name/version'),
    beside: z.string().describe('the one that collections are searched by: name/version'),
    stage: z.enum(comparisonStages),
    verdict: z
      .strictObject(verdictFields)
      .nullable()
      .describe('whether it could take the place of the other; null until it is done'),
  })
  .meta({ id: 'ComparisonJob' });

/** @param id of the job */
export function verdictShape(id: string, { verdict, comparison }: Judged) {
  return {
    passes: verdict.passes,
    reasons: verdict.reasons.map(({ code, message }) => `${code}: ${message}`),
    figures: figureRows(comparison),
    report: `/v1/jobs/${id}/compare.html`,
  };
}

function commonShape({
  id,
  created,
  state,
  done,
  total,
  speed,
  error,
}: Task<string, unknown, unknown>) {
  return {
    ...{ object: 'job' as const, id, created, state, done, total, ...speed },
    error: error && toldError(error, 'start it again'),
  };
}

export function mapJobShape(task: MapTask): z.input<typeof mapJobSchema> {
  return { ...commonShape(task), kind: 'map', ...task.about, stage: task.stage };
}

export function comparisonJobShape(task: ComparisonTask): z.input<typeof comparisonJobSchema> {
  const { id, about, stage, found } = task;
  const verdict = found && verdictShape(id, found);
  return { ...commonShape(task), kind: 'comparison', ...about, stage, verdict };
}

/** Maps and comparisons that are worked on, or were. */
export function taskJobs({ maps, comparisons }: Services) {
  return {
    list: () => [
      ...maps.tasks.list().map(mapJobShape),
      ...comparisons.tasks.list().map(comparisonJobShape),
    ],
    find(id: string) {
      const map = maps.tasks.find(id);
      if (map !== undefined)
        return { shape: () => mapJobShape(map), cancel: () => maps.tasks.cancel(map) };
      const comparison = comparisons.tasks.find(id);
      if (comparison === undefined) return undefined;
      return {
        shape: () => comparisonJobShape(comparison),
        cancel: () => comparisons.tasks.cancel(comparison),
      };
    },
  };
}
