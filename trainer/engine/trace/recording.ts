import type { GraphBuilder, Value } from '@selfsame/models/onnx';
import type { Target } from './target.ts';

/** A graph that is being recorded, and what it is recorded for. */
export interface Recording {
  readonly graph: GraphBuilder;
  readonly target: Target;
  /** An int64 vector, as shapes, axes and the like are given to ONNX operators. */
  shapeConstant(numbers: readonly number[]): Value;
}
