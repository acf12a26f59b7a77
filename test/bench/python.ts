import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** PyTorch brings gigabytes. */
const timeout = 30 * 60_000;

/**
 * Installs packages from PyPI into a virtual environment of a temporary folder, where they stay for
 * the next time.
 * @param packages with their versions, as pip takes them
 * @returns the interpreter that has them
 */
export async function installPython(name: string, packages: readonly string[]): Promise<string> {
  const folder = join(tmpdir(), `selfsame-bench-${name}`);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const done = join(folder, `installed-${packages.join('-')}`);
  if (existsSync(done)) return python;
  console.error(`installing ${packages.join(', ')} into ${folder}`);
  await run('python3', ['-m', 'venv', folder], { timeout });
  await run(python, ['-m', 'pip', 'install', '--quiet', ...packages], { timeout });
  await writeFile(done, '');
  return python;
}
