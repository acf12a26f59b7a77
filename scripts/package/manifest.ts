import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Ranges = Readonly<Record<string, string>>;

interface Workspace {
  readonly dependencies: Ranges;
  readonly peerDependencies: Ranges;
  readonly peerDependenciesMeta: object;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string }>>;
}

/**
 * The package.json of a package. What serves it depends on, in the versions that it is tested with.
 * What only trains are its peers: npm installs them too, unless it is told --omit=peer. As optional
 * dependencies they could not be left out, for sharp's own binaries would be left out with them.
 * @param copied what is in the package and not compiled
 */
export function makeManifest(root: string, copied: readonly string[]) {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
  const { name, version, description, license, type } = read('package.json');
  const workspace = (folder: string): Workspace => read(`${folder}/package.json`);
  const lock: Lock = read('package-lock.json');
  const serving = rangesOf(['models', 'server', 'cli'].map(workspace));
  const tested = Object.keys(serving).map((one) => [
    one,
    lock.packages[`node_modules/${one}`]!.version,
  ]);
  const trainer = workspace('trainer');
  const training = Object.entries(rangesOf([trainer])).filter(([one]) => !(one in serving));
  const folders = ['cli', 'client', 'models', 'server', 'trainer'];
  return {
    ...{ name, version, description, license, type },
    engines: { node: '>=24.15' },
    bin: { selfsame: 'cli/main.js' },
    exports: {
      './client': { types: './client/index.d.ts', default: './client/index.js' },
      './client/encoder': {
        browser: {
          types: './client/encoder/browser/index.d.ts',
          default: './client/encoder/browser/index.js',
        },
        types: './client/encoder/node/index.d.ts',
        default: './client/encoder/node/index.js',
      },
      './models': { types: './models/index.d.ts', default: './models/index.js' },
      './package.json': './package.json',
    },
    files: [
      ...folders.map((folder) => `${folder}/**/*.js`),
      'models/**/*.d.ts',
      'client/**/*.d.ts',
      ...copied,
    ],
    dependencies: Object.fromEntries(tested) as Ranges,
    peerDependencies: { ...Object.fromEntries(training), ...trainer.peerDependencies } as Ranges,
    peerDependenciesMeta: trainer.peerDependenciesMeta,
  };
}

/** The packages of others that workspaces depend on. */
function rangesOf(workspaces: readonly Workspace[]): Ranges {
  const all = workspaces.flatMap(({ dependencies }) => Object.entries(dependencies));
  const others = all.filter(([name]) => !name.startsWith('@selfsame/'));
  return Object.fromEntries(others.sort(([a], [b]) => a.localeCompare(b)));
}
