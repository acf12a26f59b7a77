import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { z } from 'zod';
import { type Command, ConfigError, readCommand, settingLines } from '../../../models/index.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-command-'));
after(() => rmSync(root, { recursive: true, force: true }));

const settings = z.strictObject({
  size: z.int().min(1).default(3).describe('a size'),
  label: z.string().min(1).optional().describe('a label'),
  deep: z.boolean().default(false).describe('whether it is deep'),
  secret: z.string().default('').describe('not a flag'),
});
const command: Command<typeof settings, z.ZodObject<{ twice: z.ZodDefault<z.ZodBoolean> }>> = {
  call: 'npm run it --',
  settings,
  flags: ['size', 'label', 'deep'],
  extra: z.strictObject({ twice: z.boolean().default(false) }),
  word: 'folder',
  file: true,
  variables: true,
};

function problems(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  try {
    readCommand(command, args, { environment });
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.remedy, 'See npm run it -- --help.');
    return error.problems;
  }
  assert.fail(`${args} are accepted`);
}

test('settings, what is none, and the word are told apart', () => {
  const told = readCommand(command, ['here', '--label=7', '--twice', '--deep'])!;
  assert.deepEqual(told.settings, { size: 3, label: '7', deep: true, secret: '' });
  assert.deepEqual(told.given, { label: '7', deep: true });
  assert.deepEqual(told.flags, ['label', 'deep']);
  assert.deepEqual(told.extra, { twice: true });
  assert.equal(told.word, 'here');
});

test('several words are all wanted, and no more', () => {
  const two = { call: 'npm run it --', settings: z.strictObject({}), word: ['one', 'other'] };
  assert.deepEqual(readCommand(two, ['a', 'b'])!.words, ['a', 'b']);
  for (const [args, problem] of [
    [['a'], 'a other is wanted: npm run it -- <one> <other>'],
    [['a', 'b', 'c'], '"c" is not a flag'],
  ] as const)
    assert.throws(() => readCommand(two, args), { problems: [problem] });
});

test('what is below gives way to what is given, and is asked for by it', () => {
  const below = ({ label }: Readonly<Record<string, unknown>>) => ({
    size: label === 'large' ? 9 : 4,
    deep: true,
  });
  const of = (...args: string[]) => readCommand(command, ['x', ...args], { below })!.settings;
  assert.deepEqual([of().size, of('--label', 'large').size, of('--size', '1').size], [4, 9, 1]);
});

test('help is for whoever asks, whatever else is wrong', () => {
  for (const flag of ['--help', '-h'])
    assert.equal(readCommand(command, [flag, '--siz', '1']), null);
});

test('each source tells what is wrong in it, and what another overrides is checked as well', () => {
  const file = join(root, 'file.json');
  writeFileSync(file, '{"size": 0, "lable": "x"}');
  assert.deepEqual(problems(['--config', file, '--size', '2'], { SELFSAME_DEPE: '1' }), [
    `"lable" in ${file} is unknown; did you mean label?`,
    'SELFSAME_DEPE is unknown; did you mean SELFSAME_DEEP?',
    'a folder is wanted: npm run it -- <folder>',
    `"size" in ${file}: Too small: expected number to be >=1`,
  ]);
});

test('a name that is near none is told without one', () => {
  assert.deepEqual(problems(['x', '--wholly-different', '1']), ['--wholly-different is unknown']);
});

const wrong: [string[], string][] = [
  [['x', 'y'], '"y" is not a flag'],
  [['x', '--size'], '--size needs a value'],
  [['x', '--size', '--deep'], '--size needs a value'],
  [['x', '--size='], '--size needs a value'],
  [['x', '--deep=yes'], '--deep takes no value'],
  [['x', '--size', '1', '--size', '2'], '--size is given twice'],
  [['x', '--secret', 's'], '--secret is unknown'],
];
for (const [args, problem] of wrong) {
  test(`refused: ${args.join(' ')}`, () => {
    assert.equal(problems(args)[0], problem);
  });
}

test('a line of help for each setting, with its default', () => {
  assert.deepEqual(settingLines(settings, ['secret']).split('\n'), [
    '  --size                   a size (default 3)',
    '  --label                  a label',
    '  --deep                   whether it is deep (default false)',
    '  SELFSAME_SECRET          not a flag',
  ]);
});
