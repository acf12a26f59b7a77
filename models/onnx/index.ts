export { createGraphBuilder, type GraphBuilder } from './builder.ts';
export { decodeGraph, type StoredConstant, type StoredGraph } from './decode.ts';
export { describeGraph, encodeModel, type GraphMessage } from './encode.ts';
export { outside, scanGraph } from './scan.ts';
export { ModelProto } from './schema.ts';
export {
  type Attributes,
  type DataType,
  dataTypes,
  type InputSpec,
  type Node,
  type TypedData,
  type Value,
} from './types.ts';
