import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { findPlugin } from '../../trainer/engine/xla/findPlugin.ts';

/** What a program prints, in one line each; what is wrong with it where it fails. */
function told(command: string, ...args: readonly string[]): string[] {
  try {
    const text = execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    });
    return text.split('\n').filter((line) => line.trim() !== '');
  } catch (error) {
    return [`${command}: ${(error as Error).message.split('\n')[0]}`];
  }
}

const cuda = /lib(cuda|cudart|cublas|cudnn|cufft|curand|nvrtc|nccl|vulkan)\.so/;

/** Without importing them, which takes seconds. */
const versions = `
import importlib.metadata as m, sys
print('Python', sys.version.split()[0])
for d in sorted(m.distributions(), key=lambda d: (d.metadata['Name'] or '').lower()):
    name = (d.metadata['Name'] or '').lower()
    if name.startswith(('torch', 'jax', 'nvidia-', 'tensorflow', 'triton')): print(name, d.version)
`;

/** Driver and card, libraries, Python's packages and XLA's plugin. */
export function describeMachine(): Readonly<Record<string, readonly string[]>> {
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  const plugin = findPlugin();
  return {
    processor: [`${cpus().length} x ${cpus()[0]?.model}, ${gib} GiB`, `node ${process.version}`],
    card: told(
      'nvidia-smi',
      '--query-gpu=name,driver_version,memory.total,memory.used,compute_cap,clocks.max.sm',
      '--format=csv',
    ),
    libraries: told('/sbin/ldconfig', '-p').filter((line) => cuda.test(line)),
    python: told('python3', '-c', versions),
    plugin: plugin
      ? [plugin.file, `${plugin.preload?.length ?? 0} libraries of NVIDIA's before it`]
      : ['none'],
  };
}
