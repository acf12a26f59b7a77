import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { peerFolder, refuseMissing } from './folder.ts';

const run = promisify(execFile);
/** PyTorch brings gigabytes. */
const timeout = 30 * 60_000;

/** What peers need of PyPI, and the module by which it is known whether an interpreter has them. */
const packages = {
  pytorch: { module: 'torch', packages: ['torch==2.15.0', 'numpy==2.4.6'] },
  jax: { module: 'jax', packages: ['jax==0.10.2', 'numpy==2.4.6'] },
  faiss: { module: 'faiss', packages: ['faiss-cpu==1.15.1', 'numpy==2.4.6'] },
  opencv: { module: 'cv2', packages: ['opencv-python-headless==5.0.0.93', 'numpy==2.4.6'] },
  litserve: {
    module: 'litserve',
    packages: [
      ...['litserve==0.2.19', 'python-multipart==0.0.34', 'onnxruntime==1.32.0'],
      ...['opencv-python-headless==5.0.0.93', 'numpy==2.4.6'],
    ],
  },
} as const;

export type PythonPeer = keyof typeof packages;

/**
 * The interpreter that has what a peer needs: one that was named and has it, else that of a virtual
 * environment of the benchmarks' own.
 * @param install whether to make that environment where it is not there
 * @param named interpreters to look at first
 * @throws {Error} where it is missing, with how to get it
 */
export async function pythonOf(
  peer: PythonPeer,
  install: boolean,
  named: readonly string[] = [],
): Promise<string> {
  for (const python of named) if (await has(python, packages[peer].module)) return python;
  const folder = peerFolder(peer);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const wanted = packages[peer].packages;
  const done = join(folder, `installed-${wanted.join('-')}`);
  if (existsSync(done)) return python;
  if (!install) refuseMissing(peer);
  console.error(`installing ${wanted.join(', ')} into ${folder}`);
  await run('python3', ['-m', 'venv', folder], { timeout });
  await run(python, ['-m', 'pip', 'install', '--quiet', ...wanted], { timeout });
  await writeFile(done, '');
  return python;
}

async function has(python: string, module: string): Promise<boolean> {
  try {
    await run(python, ['-c', `import ${module}`]);
    return true;
  } catch {
    // Not there, or without the module: the next one may do.
    return false;
  }
}
