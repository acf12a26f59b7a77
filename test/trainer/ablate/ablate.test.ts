import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { makePictures } from '../run/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-ablate-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(async () => {
  for (const label of ['a', 'b']) await makePictures(join(root, 'pictures', label), 24);
  const tiny = { size: 8, batch: 8, projectorWidth: 16, checkpointEvery: 20 };
  writeFileSync(join(root, 'tiny.json'), JSON.stringify(tiny));
});

const script = join(import.meta.dirname, '../../../cli/main.ts');

function start(name: string, ...flags: string[]) {
  const args = [
    ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache'), '--threads', '1'],
    ...['--config', join(root, 'tiny.json'), '--runs', join(root, name)],
    ...['--report', join(root, `${name}.md`), ...flags],
  ];
  const child = spawn(process.execPath, [script, 'ablate', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
  return { child, ended };
}

const ablate = (name: string, ...flags: string[]) => start(name, ...flags).ended;
const report = (name: string) => readFileSync(join(root, `${name}.md`), 'utf8');
const results = (name: string) =>
  readdirSync(join(root, name))
    .map((folder) => join(root, name, folder, 'result.json'))
    .filter((path) => existsSync(path));

test('a study is run, reported, and not run again', async () => {
  const flags = ['--studies', 'loss-terms', '--steps', '4', '--seeds', '1'];
  const first = await ablate('terms', ...flags);
  assert.equal(first.code, 0, first.output);
  assert.match(first.output, /4 of 4 runs in .*terms\.md/);
  const text = report('terms');
  assert.match(text, /\| pictures \| 38, and 10 held out \|/);
  assert.match(text, /\| Barlow Twins \| off-diagonal only \| [\d.]+ \|.*\| 1 \|/);
  assert.match(text, /!\[Terms of the loss\]\(terms\/loss-terms\.svg\)/);
  assert.match(readFileSync(join(root, 'terms', 'loss-terms.svg'), 'utf8'), /^<svg/);
  assert.ok(!text.includes(root), 'no folder of this machine is told');

  const madeAt = () => new Map(results('terms').map((path) => [path, statSync(path).mtimeMs]));
  const made = madeAt();
  assert.equal(made.size, 4);
  const again = await ablate('terms', ...flags.with(-1, '2'));
  assert.match(again.output, /8 of 8 runs/);
  assert.equal((again.output.match(/^run /gm) ?? []).length, 4);
  const now = madeAt();
  assert.equal(now.size, 8);
  for (const [path, at] of made) assert.equal(now.get(path), at, path);
  assert.match(
    report('terms'),
    /\| Barlow Twins \| off-diagonal only \| [\d.]+ ± [\d.]+ \|.*\| 2 \|/,
  );

  // The base's runs serve another study too.
  const other = await ablate('terms', '--studies', 'asymmetry', '--steps', '4', '--seeds', '1');
  assert.equal(other.code, 0, other.output);
  assert.equal((other.output.match(/^run /gm) ?? []).length, 7);
});

test('two that are started beside one another share the runs', async () => {
  const flags = ['--studies', 'loss-terms', '--steps', '10', '--seeds', '1'];
  const both = await Promise.all([ablate('shared', ...flags), ablate('shared', ...flags)]);
  for (const { code, output } of both) assert.equal(code, 0, output);
  const trained = both.map(({ output }) => (output.match(/^10 steps: /gm) ?? []).length);
  assert.equal(trained[0]! + trained[1]!, 4, both.map(({ output }) => output).join('\n'));
  assert.ok(Math.min(...trained) > 0, String(trained));
  assert.equal(results('shared').length, 4);
  const last = await ablate('shared', ...flags);
  assert.match(last.output, /4 of 4 runs/);
});

test('what Ctrl-C stops goes on where it was', async () => {
  const flags = ['--studies', 'loss-terms', '--steps', '60', '--seeds', '1'];
  const { child, ended } = start('stopped', ...flags);
  const checkpoint = () =>
    existsSync(join(root, 'stopped')) &&
    readdirSync(join(root, 'stopped'), { recursive: true }).some((path) =>
      String(path).endsWith('.safetensors'),
    );
  while (!checkpoint()) await setTimeout(5);
  child.kill('SIGINT');
  const stopped = await ended;
  assert.equal(stopped.code, 130, stopped.output);
  assert.match(stopped.output, /\d of 4 runs.*\nthe same command goes on/);

  const { code, output } = await ablate('stopped', ...flags);
  assert.equal(code, 0, output);
  const left = [...output.matchAll(/^(\d+) steps: /gm)].map(([, steps]) => Number(steps));
  assert.ok(
    left.some((steps) => steps < 60),
    `a run goes on: ${left}`,
  );
  // Checkpoints of finished runs are not kept.
  assert.ok(!checkpoint());
  assert.equal(results('stopped').length, 4);
});

test('a budget of minutes ends it early; without a result, an earlier report stays', async () => {
  const flags = ['--studies', 'loss-terms', '--steps', '100000', '--seeds', '1'];
  writeFileSync(join(root, 'budget.md'), 'earlier');
  const { code, output } = await ablate('budget', ...flags, '--minutes', '0.03');
  assert.equal(code, 0, output);
  assert.match(output, /^0 of 4 runs$/m);
  assert.equal(report('budget'), 'earlier');
});

test('flags that cannot be used are named', async () => {
  const fails = async (problem: RegExp, ...flags: string[]) => {
    const { code, output } = await ablate('refused', ...flags);
    assert.equal(code, 2, output);
    assert.match(output, problem);
    assert.match(output, /See (npm run|selfsame) ablate( --)? --help/);
    assert.ok(!existsSync(join(root, 'refused')));
  };
  await fails(/--studies: takes batch-size/, '--studies', 'batch');
  await fails(/--seed is unknown.*--seeds/, '--seed', '1');
  await fails(/--steps/, '--steps', '0');
});
