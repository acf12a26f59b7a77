// Installs what is missing, before every command of the README. Plain JavaScript without
// dependencies, because it runs before anything is installed and under Node 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.selfsame-installed`;
const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');

// The stamp is written after a complete install, so an interrupted one is repeated.
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('installing what it needs (npm ci), once ...');
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    // onnxruntime's CUDA libraries are some hundred megabytes: not unless they are asked for.
    env: { ONNXRUNTIME_NODE_INSTALL: 'skip', ...process.env },
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      'error install_failed: npm ci failed; see its message above, then run the command again.',
    );
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
