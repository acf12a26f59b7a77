import { SelfsameError } from '@selfsame/models';

/** A tfjs operation was called, while a graph was traced, in a way that the tracer cannot record. */
export class TraceError extends SelfsameError {
  constructor(operation: string, reason: string) {
    super(
      'trace_unsupported',
      `The tracer cannot record ${operation}: ${reason}.`,
      'Express the step with the operations of trainer/engine/trace/kernels, or add this one there.',
    );
  }
}
