// `npm run package`: dist/selfsame-<version>.tgz, which npm installs anywhere. Node does not run
// TypeScript within node_modules, so a package is the JavaScript that it comes to, in the same folders.
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkImports } from './checkImports.ts';
import { compile } from './compile.ts';
import { copyFiles } from './copyFiles.ts';
import { makeManifest } from './manifest.ts';

const root = join(import.meta.dirname, '../..');
const target = join(root, 'dist');
const folder = join(target, 'package');

rmSync(target, { recursive: true, force: true });
compile(root, folder);
const copied = await copyFiles(root, folder);
const manifest = makeManifest(root, copied);
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
checkImports(folder, manifest);
execFileSync('npm', ['pack', '--silent', '--pack-destination', target], {
  cwd: folder,
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
});

const tarball = `dist/selfsame-${manifest.version}.tgz`;
const megabytes = statSync(join(root, tarball)).size / 1e6;
const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).length;
console.log(`${tarball}: ${megabytes.toFixed(1)} MB, ${files} files`);
