import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** JAX's plugins for CUDA, the newest first. */
const plugins = ['xla_cuda13', 'xla_cuda12'] as const;
/** A Python that does not answer is none, in milliseconds. */
const patience = 5000;

/**
 * XLA's plugin for CUDA among the packages of the Python that is called `python3` here, where JAX
 * with CUDA is installed. It finds NVIDIA's libraries beside it by itself.
 * @returns the file
 */
export function jaxPlugin(): string | undefined {
  const files = plugins.map((name) => join('jax_plugins', name, 'xla_cuda_plugin.so'));
  const folders = pythonPath();
  return files
    .flatMap((file) => folders.map((folder) => join(folder, file)))
    .find((file) => existsSync(file));
}

/** Where that Python looks for packages; nowhere if there is none. */
function pythonPath(): string[] {
  try {
    const program = 'import sys; print("\\n".join(sys.path))';
    const told = execFileSync('python3', ['-c', program], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: patience,
    });
    return told.split('\n').filter((folder) => folder !== '');
  } catch {
    return [];
  }
}
