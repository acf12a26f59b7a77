export { createStep } from './step/create.ts';
export { statisticShapes } from './step/statistics.ts';
export {
  type Metrics,
  type Part,
  type StepFunction,
  type StepOptions,
  type StepParts,
  variableShapes,
} from './step/types.ts';
export { normalise } from './step/views.ts';
