import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commands } from '../../cli/commands.ts';

const root = join(import.meta.dirname, '../..');
const { version, scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function selfsame(...args: string[]) {
  const env = { ...process.env, npm_package_name: undefined };
  const main = join(root, 'cli/main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { env });
  return { status, out: stdout.toString(), err: stderr.toString() };
}

test('without a command, and with --help, a line for each', () => {
  for (const args of [[], ['--help'], ['-h'], ['help']]) {
    const { status, out, err } = selfsame(...args);
    assert.deepEqual([status, err], [0, '']);
    for (const { name, about } of commands)
      assert.match(out, new RegExp(`^  ${name} +${about}$`, 'm'));
  }
});

for (const { name } of commands) {
  test(`selfsame ${name} --help says how it is called, and npm run ${name} is the same`, () => {
    const { status, out, err } = selfsame(name, '--help');
    assert.deepEqual([status, err], [0, '']);
    assert.match(out, new RegExp(`selfsame ${name}`));
    assert.equal(scripts[name], `node cli/main.ts ${name}`);
  });
}

test('--version tells the version', () => {
  assert.deepEqual(selfsame('--version'), { status: 0, out: `${version}\n`, err: '' });
});

test('wrong use ends with 2 and the nearest name', () => {
  const cases: [string[], RegExp][] = [
    [['trian'], /trian is no command; did you mean train\?.* See selfsame --help\./],
    [['train', '--dta', 'x'], /--dta is unknown; did you mean --data\?/],
    [['index'], /a folder is wanted: selfsame index <folder>/],
  ];
  for (const [args, message] of cases) {
    const { status, out, err } = selfsame(...args);
    assert.deepEqual([status, out], [2, '']);
    assert.match(err, message);
  }
});
