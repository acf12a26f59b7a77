import { kernelsOf, type SymbolicKernel } from '../symbolic/kernel.ts';
import { type TraceBackend, traceBackendName } from './backend.ts';

export type Kernel = SymbolicKernel<TraceBackend>;

/** Makes a table of kernels the trace backend's own. */
export const registerKernels = kernelsOf<TraceBackend>(traceBackendName);
