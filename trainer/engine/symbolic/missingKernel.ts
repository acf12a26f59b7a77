import { KernelMissingError } from '../../errors.ts';

const said = /^Kernel '(.+)' not registered for backend '(.+)'$/;

/** What tfjs throws where a kernel is not among a backend's, as an error that says what to do. */
export function missingKernel(
  error: unknown,
  { name, kernels }: { readonly name: string; readonly kernels: string },
): KernelMissingError | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, kernel, backend] = said.exec(error.message) ?? [];
  return kernel && backend === name ? new KernelMissingError(kernel, kernels, error) : undefined;
}
