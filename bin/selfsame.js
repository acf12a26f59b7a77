#!/usr/bin/env node
// `selfsame` in a clone, whatever Node it is called with: installs what is missing, and runs the
// sources with the Node that is installed then. A package has cli/main.js in its place.
import '../scripts/install.js';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// What serves needs the page as well.
if (process.argv[2] === 'start') await import('../scripts/page.js');

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const child = spawn(at('node_modules/.bin/node'), [at('cli/main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
// A terminal sends Ctrl-C to both: the command decides what it means.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  if (signal !== null) process.kill(process.pid, signal);
  process.exitCode = code ?? 1;
});
