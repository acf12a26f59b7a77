// Starts the server with the README's command, runs every curl line of the README as it stands
// there, and fails if one is answered with an error. Plain JavaScript: it runs under Node 20.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const url = 'http://127.0.0.1:8080';
const startTimeout = 300_000;

const blocks = readFileSync(`${root}README.md`, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm);
const lines = [...blocks]
  .flatMap(([, block]) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
  .filter((line) => line.startsWith('curl '));
if (lines.length < 5) throw new Error(`only ${lines.length} curl lines were found in the README`);

const server = spawn('npm', ['start'], { cwd: root, stdio: 'inherit', detached: true });
let exited = false;
const ended = new Promise((resolve) => {
  server.once('exit', (code) => {
    exited = true;
    resolve(code);
  });
});

try {
  await ready();
  for (const line of lines) {
    console.log(`\n$ ${line}`);
    const { status, stdout, stderr } = spawnSync('bash', ['-c', line], { cwd: root });
    const answer = stdout.toString('latin1');
    console.log(answer.length > 300 ? `${answer.slice(0, 300)} ...` : answer, stderr.toString());
    if (status !== 0 || /"error":\s*\{/.test(answer)) throw new Error(`this line failed: ${line}`);
  }
} finally {
  if (!exited) process.kill(-server.pid, 'SIGTERM');
  await ended;
}
console.log(`\n${lines.length} curl lines of the README passed`);

async function ready() {
  const deadline = Date.now() + startTimeout;
  while (Date.now() < deadline && !exited) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('npm start did not become ready');
}
