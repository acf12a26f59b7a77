export { createStep } from './step/create.ts';
export { modelShapes, type Shapes } from './step/modelShapes.ts';
export {
  type HalfType,
  type Metrics,
  type Part,
  type StepFunction,
  type StepOptions,
  type StepParts,
  variableShapes,
} from './step/types.ts';
export { normalise } from './step/views.ts';
