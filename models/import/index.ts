export type { ModelParts } from '../onnx/parts.ts';
export type { LoadGraph } from './bench.ts';
export { copyInto, gatherData } from './data.ts';
export {
  type EmbeddingMap,
  encoderOutput,
  type MapLayer,
  mapGraph,
  mappedDimensions,
  mapSize,
  withMap,
} from './graph/map.ts';
export { fetchEncoder, hubEnvironment, isHubReference, readHubReference } from './hub/index.ts';
export {
  type ImportOptions,
  importEncoder,
  refuseTakenName,
  type Trainable,
} from './importEncoder.ts';
export { presetLines } from './presets.ts';
export { planQuantisation, type QuantisePlan } from './quantise/plan.ts';
export { quantiseGraph, type Range, watchedGraph } from './quantise/quantiseGraph.ts';
export { readModel } from './readModel.ts';
export { type ImportFlags, importFlags } from './settings.ts';
export { createStage } from './stage.ts';
export type { LoadText } from './text/importText.ts';
