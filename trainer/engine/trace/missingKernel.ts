import { KernelMissingError } from '../../errors.ts';
import { traceBackendName } from './backend.ts';

const said = new RegExp(`^Kernel '(.+)' not registered for backend '${traceBackendName}'$`);

/** What tfjs throws where a kernel is not among the tracer's, as an error that says what to do. */
export function missingKernel(error: unknown): KernelMissingError | undefined {
  if (!(error instanceof Error)) return undefined;
  const kernel = said.exec(error.message)?.[1];
  return kernel === undefined ? undefined : new KernelMissingError(kernel, error);
}
