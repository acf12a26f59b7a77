import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Workspace {
  readonly dependencies: object;
  readonly peerDependencies: object;
  readonly peerDependenciesMeta: object;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string }>>;
}

/**
 * The package.json of a package: the clone's, with what its workspaces depend on, each in the version
 * that it is tested with.
 * @param copied what is in the package and not compiled
 */
export function makeManifest(root: string, copied: readonly string[]) {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
  const { name, version, description, license, type } = read('package.json');
  const workspace = (folder: string): Workspace => read(`${folder}/package.json`);
  const lock: Lock = read('package-lock.json');
  const locked = (names: readonly string[]) =>
    Object.fromEntries(
      names.toSorted().map((one) => [one, lock.packages[`node_modules/${one}`]!.version]),
    );
  const serving = packagesOf(['models', 'server', 'cli'].map(workspace));
  const trainer = workspace('trainer');
  const training = packagesOf([trainer]).filter((one) => !serving.includes(one));
  const { peerDependencies, peerDependenciesMeta } = trainer;
  const folders = ['cli', 'models', 'server', 'trainer'];
  return {
    ...{ name, version, description, license, type },
    engines: { node: '>=24' },
    bin: { selfsame: 'cli/main.js' },
    exports: {
      './models': { types: './models/index.d.ts', default: './models/index.js' },
      './package.json': './package.json',
    },
    files: [...folders.map((folder) => `${folder}/**/*.js`), 'models/**/*.d.ts', ...copied],
    dependencies: locked(serving),
    // A server does without what trains: npm install --omit=optional.
    optionalDependencies: locked(training),
    ...{ peerDependencies, peerDependenciesMeta },
  };
}

/** Names of the packages of others that workspaces depend on. */
const packagesOf = (workspaces: readonly Workspace[]): string[] => {
  const names = workspaces.flatMap(({ dependencies }) => Object.keys(dependencies));
  return [...new Set(names)].filter((name) => !name.startsWith('@selfsame/'));
};
