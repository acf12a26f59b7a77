// Installs dist/selfsame-<version>.tgz into an empty folder by the README's line, with the Node that
// runs this, and serves, indexes, searches, trains and evaluates there. Fails if something does, or if
// npm says something of its own about the package's commands.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const [line] = /^.*npm install \.\/selfsame-.*\.tgz$/m.exec(readme);
const [tarball] = /selfsame-.*\.tgz/.exec(line);
const folder = mkdtempSync(join(tmpdir(), 'selfsame-package-'));

// Nothing that npm told this process of this checkout, and npm says what fails, not what it thinks of
// the machine's settings.
const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
const others = Object.entries(process.env).filter(([name]) => !/^(npm_|SELFSAME_)/i.test(name));
const env = { ...Object.fromEntries(others), PATH: path, npm_config_loglevel: 'error' };
const here = { cwd: folder, env, encoding: 'utf8', timeout: 180_000 };

/** Runs a line of a shell, to its end. */
function run(command, status = 0) {
  console.log(`\n$ ${command}`);
  const { stdout, stderr, ...ended } = spawnSync('bash', ['-c', command], here);
  console.log(stdout + stderr);
  assert.equal(ended.status, status, command);
  return { stdout, stderr };
}

/** Runs a command of the package; what it printed. */
function selfsame(args, status = 0) {
  const { stdout, stderr } = run(`npx selfsame ${args}`, status);
  const printed = stdout + stderr;
  assert.doesNotMatch(printed, /^(npm |> )/m, 'npm has said something');
  return printed;
}

/** Serves while `use` is at work. */
async function serving(flags, use) {
  console.log(`\n$ selfsame start ${flags.join(' ')}`);
  const program = join(folder, 'node_modules/.bin/selfsame');
  const server = spawn(program, ['start', '--port', '0', ...flags], here);
  let log = '';
  server.stderr.on('data', (text) => {
    log += text;
  });
  const ended = new Promise((resolve) => server.once('close', resolve));
  const said = new Promise((resolve) => server.stdout.once('data', resolve));
  try {
    const welcome = String(await Promise.race([said, ended]));
    console.log(welcome);
    const [url] = /http:\S+/.exec(welcome) ?? assert.fail(log);
    await use(url, welcome);
  } finally {
    server.kill('SIGTERM');
  }
  assert.equal(await ended, 0, log);
}

async function makePictures() {
  const models = createRequire(join(folder, 'x.js')).resolve('selfsame/models');
  const { goldenPicture } = await import(pathToFileURL(models));
  for (const [i, label] of ['one', 'two'].entries()) {
    mkdirSync(join(folder, 'pictures', label), { recursive: true });
    for (let n = 0; n < 24; n++)
      writeFileSync(
        join(folder, 'pictures', label, `${n}.png`),
        await goldenPicture(100 * i + n, 40, 32),
      );
  }
}

/** A program of another's, with the package's types. */
function checkTypes() {
  const program = `import { type Bundle, findBundle, shippedModels } from 'selfsame/models';
const { card }: Bundle = await findBundle(shippedModels, 'cifar10-small');
const dimensions: number = card.dimensions;
// @ts-expect-error
const name: number = card.name;
console.log(dimensions, name);
`;
  const compilerOptions = {
    ...{ strict: true, noEmit: true, module: 'nodenext', target: 'esnext' },
    ...{ types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
  };
  writeFileSync(join(folder, 'program.mts'), program);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '--project', folder], { stdio: 'inherit' });
}

/** What is said without the trainer's dependencies names all of them. */
function checkMissing(printed) {
  assert.match(printed, /^error trainer_missing: .* npm install /m);
  const manifest = readFileSync(join(folder, 'node_modules/selfsame/package.json'), 'utf8');
  const { peerDependencies, peerDependenciesMeta } = JSON.parse(manifest);
  for (const [name, range] of Object.entries(peerDependencies)) {
    const major = /\d+/.exec(range)[0];
    if (!(name in peerDependenciesMeta)) assert.ok(printed.includes(` ${name}@${major}`), name);
  }
}

/** An older Node, if the machine has one beside the one that runs this. */
function checkOlderNode() {
  const nodes = path
    .split(delimiter)
    .map((one) => join(one, 'node'))
    .filter(existsSync);
  const old = nodes.find(
    (node) => Number.parseInt(execFileSync(node, ['--version']).toString().slice(1), 10) < 24,
  );
  if (old === undefined)
    return console.log('An older Node is not here: what it is told was not checked.');
  const { stderr } = run(`${old} node_modules/selfsame/cli/main.js start`, 1);
  assert.match(stderr, /^error node_too_old: .* Node 24\.15 .*\n$/);
}

try {
  copyFileSync(join(root, 'dist', tarball), join(folder, tarball));
  run(`${line} --omit=peer`);
  checkMissing(selfsame('train --help', 1));
  run(line);
  checkOlderNode();
  assert.equal(`selfsame-${selfsame('--version').trim()}.tgz`, tarball);
  selfsame('trian', 2);
  await makePictures();
  checkTypes();
  await serving([], async (url, welcome) => {
    assert.match(welcome, /serves cifar10-small\/\d+ /);
    for (const page of ['/', '/icon.svg', '/docs', '/openapi.json'])
      assert.equal((await fetch(url + page)).status, 200, page);
    assert.match(selfsame(`index pictures --url ${url}`), /^found 48: 48 indexed/m);
    const { stdout } = run(
      `curl -s --data-binary @pictures/two/7.png '${url}/v1/collections/default/search?k=3'`,
    );
    assert.equal(JSON.parse(stdout).results[0].id, 'two/7.png');
  });
  const tiny = '--steps 10 --batch 16 --size 16 --projector-width 32 --engine auto';
  selfsame(`train --data pictures --name mine --models models ${tiny}`);
  selfsame('evaluate --model mine --data pictures');
  await serving(['--model', 'mine', '--data', 'other'], async (url, welcome) => {
    assert.match(welcome, /serves mine\/1 /);
    run(`curl -s --fail --data-binary @pictures/one/1.png ${url}/v1/embeddings > embedding.json`);
  });
  console.log(`${tarball} works with Node ${process.versions.node}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
