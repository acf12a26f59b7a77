import { kernelsOf, type SymbolicKernel } from '../../symbolic/kernel.ts';
import { type HloBackend, hloBackendName } from './backend.ts';

export type Kernel = SymbolicKernel<HloBackend>;

/** Makes a table of kernels this backend's own. */
export const registerKernels = kernelsOf<HloBackend>(hloBackendName);
