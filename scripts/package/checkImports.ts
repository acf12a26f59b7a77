import { existsSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly dependencies: object;
  readonly peerDependencies: object;
  readonly peerDependenciesMeta: object;
}

const imports = /^(?:import|export)\b.*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
/** Files of packages that are served or run and not imported, or only where they are installed. */
const resolved = /\bimport\.meta\.resolve\('([^']+)'\)/g;
const files = /new URL\('([^']+)', import\.meta\.url\)/g;

/**
 * That the package has what it uses: packages it depends on, outside of trainer/ none that may be
 * left out, and files of its own; and that it depends on nothing more.
 * @throws {Error}
 */
export function checkImports(folder: string, manifest: Manifest): void {
  const always = Object.keys(manifest.dependencies);
  const peers = Object.keys(manifest.peerDependencies);
  const all = [...always, ...peers.filter((name) => !(name in manifest.peerDependenciesMeta))];
  const used = new Set<string>();
  // The page is bundled: what it needs is in it.
  for (const file of globSync('**/*.{js,d.ts}', { cwd: folder, exclude: ['page/**'] })) {
    const text = readFileSync(join(folder, file), 'utf8');
    const isThere = (path: string) => existsSync(join(folder, dirname(file), path));
    for (const [, path] of text.matchAll(files))
      if (!isThere(path!)) throw new Error(`${file} reads ${path}, which the package has not`);
    for (const [, ...specifiers] of text.matchAll(imports)) {
      const specifier = specifiers.find((one) => one !== undefined)!;
      if (isBuiltin(specifier)) continue;
      if (specifier.startsWith('.')) {
        if (!isThere(specifier))
          throw new Error(`${file} imports ${specifier}, which is not there`);
        continue;
      }
      const name = packageOf(specifier);
      if (!(file.startsWith('trainer/') ? all : always).includes(name))
        throw new Error(`${file} imports ${name}, which the package does not depend on`);
      used.add(name);
    }
    for (const [, specifier] of text.matchAll(resolved)) used.add(packageOf(specifier!));
  }
  const unused = all.filter((name) => !used.has(name));
  if (unused.length > 0) throw new Error(`nothing imports ${unused.join(', ')}`);
}

const packageOf = (specifier: string) => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0];
