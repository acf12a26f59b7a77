import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { ConfigError, shippedModels, toFlag } from '../../../models/index.ts';
import { helpText, loadConfig as load } from '../../../server/config/load.ts';
import { settingNames } from '../../../server/config/schema.ts';
import { temporaryFolder } from '../helpers.ts';

const folder = await temporaryFolder();
const loadConfig = (...told: Parameters<typeof load>) => load(...told)!;
async function settingsFile(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function problemsOf(args: readonly string[], environment: NodeJS.ProcessEnv = {}): string[] {
  try {
    loadConfig(args, environment);
  } catch (error) {
    if (error instanceof ConfigError) return [...error.problems];
    throw error;
  }
  return [];
}

test('without settings the server is local, on the CPU, with the shipped models', () => {
  const { threads, limits, ...rest } = loadConfig([], { HOME: '/', PORT: '1' });
  assert.equal(threads, undefined);
  assert.equal(limits.pictureBytes, 20 * 2 ** 20);
  assert.equal(limits.batchWindowMs, 0);
  // In a clone ./models are the shipped ones.
  assert.deepEqual(rest.models, [shippedModels]);
  for (const [name, value] of Object.entries({
    port: 8080,
    host: '127.0.0.1',
    data: resolve('data'),
    device: 'cpu',
    insecure: false,
    check: false,
  }))
    assert.equal(rest[name as keyof typeof rest], value, name);
  assert.deepEqual(rest.apiKeys, []);
});

test('flags are taken in both ways of writing', () => {
  const args = ['--port=9', '--picture-bytes', '2', '--host', '0.0.0.0', '--insecure'];
  const { port, limits, insecure } = loadConfig(args, {});
  assert.deepEqual([port, limits.pictureBytes, insecure], [9, 2, true]);
});

test('flags win over the environment, the environment over the file, the file over defaults', async () => {
  const file = await settingsFile('some.json', {
    port: 1,
    queue: 1,
    rateLimit: 1,
    insecure: true,
  });
  const environment = { SELFSAME_PORT: '2', SELFSAME_QUEUE: '2', SELFSAME_INSECURE: 'false' };
  const { port, limits, insecure } = loadConfig(['--config', file, '--port', '3'], environment);
  assert.deepEqual([port, limits.queue, limits.rateLimit, insecure], [3, 2, 1, false]);
  assert.equal(limits.deadlineMs, 30_000);
});

test('a setting of text may look like a number', () => {
  assert.equal(loadConfig(['--model', '7'], {}).model, '7');
  assert.equal(loadConfig([], { SELFSAME_MODEL: 'true' }).model, 'true');
});

test('everything that is wrong is told at once, with where it stands', async () => {
  const file = await settingsFile('wrong.json', { prot: 1, queue: '5', pictureBytes: 1.5 });
  const problems = problemsOf(['--config', file, '--port', 'x', '--thread', '1', 'serve'], {
    SELFSAME_DEVICE: 'gpu',
    SELFSAME_PICTURE_BITES: '1',
    SELFSAME_QUEUE: '',
  });
  const wanted = [
    /"prot" in .*wrong\.json is unknown; did you mean port\?/,
    /SELFSAME_PICTURE_BITES is unknown; did you mean SELFSAME_PICTURE_BYTES\?/,
    /--thread is unknown; did you mean --threads\?/,
    /"serve" is not a flag/,
    /"queue" in .*wrong\.json: .*expected number/,
    /"pictureBytes" in .*wrong\.json: .*int/,
    /SELFSAME_DEVICE: .*"auto"/,
    /SELFSAME_QUEUE: .*expected number/,
    /--port: .*expected number/,
  ];
  assert.equal(problems.length, wanted.length, problems.join('\n'));
  for (const [i, pattern] of wanted.entries()) assert.match(problems[i]!, pattern);
});

const wrong: [string[], RegExp][] = [
  [['-p', '1'], /-p is unknown/],
  [['--port', '70000'], /65535/],
  [['--port', '1.5'], /int/],
  [['--port='], /needs a value/],
  [['--port'], /needs a value/],
  [['--threads', '0'], />=1/],
  [['--batch-window-ms', '6'], /<=5/],
  [['--insecure=yes'], /takes no value/],
  [['--port', '1', '--port', '2'], /given twice/],
  [['--host', '192.168.0.1'], /let everyone/],
  [['--host', '::'], /let everyone/],
  [['--headers-ms', '9000', '--request-ms', '8000'], /9000 is more than requestMs, 8000/],
  [['--config', '/none.json'], /none\.json: .*no such file/],
  [['--api-keys', 'read:0123456789abcdef'], /--api-keys is unknown/],
];
for (const [args, message] of wrong) {
  test(`refused: ${args.join(' ')}`, () => {
    assert.match(problemsOf(args).join('\n'), message);
  });
}

test('a file that is not a JSON object is refused', async () => {
  assert.match(problemsOf(['--config', await settingsFile('a.json', '{')]).join(), /a\.json: /);
  assert.match(problemsOf(['--config', await settingsFile('b.json', [])]).join(), /not a JSON obj/);
});

test('loopback addresses need no leave; with keys none does', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost'])
    loadConfig(['--host', host], {});
  const keys = { SELFSAME_API_KEYS: 'read:0123456789abcdef' };
  assert.equal(loadConfig(['--host', '0.0.0.0'], keys).apiKeys.length, 1);
});

test('every setting is in the help, with its default', () => {
  const help = helpText();
  for (const name of settingNames) {
    const left = name === 'apiKeys' ? 'SELFSAME_API_KEYS' : toFlag(name);
    assert.match(help, new RegExp(`^ {2}${left} +\\w`, 'm'));
  }
  assert.match(help, /--picture-bytes .*in bytes \(default 20971520\)/);
});

test('a database is named by its address, whose password is no flag and is never told', () => {
  const url = 'postgres://me:secret@db.example/pictures?sslmode=verify-full';
  assert.equal(loadConfig([], { SELFSAME_STORE: url }).store, url);
  assert.equal(loadConfig(['--store', 'postgresql://db/x'], {}).store, 'postgresql://db/x');
  const problems = [
    ...problemsOf(['--store', url]),
    ...problemsOf([`--store=${url}`]),
    ...problemsOf([], { SELFSAME_STORE: 'mysql://me:secret@db' }),
    ...problemsOf(['--check'], { SELFSAME_STORE: url }),
    ...problemsOf(['--salvage', 'x'], { SELFSAME_STORE: url }),
  ];
  assert.deepEqual(
    problems.map((problem) => /password|address|--check|--salvage/.exec(problem)?.[0]),
    ['password', 'password', 'address', '--check', '--salvage'],
  );
  assert.doesNotMatch(problems.join(), /secret/);
});

test('kept pictures go to a bucket or a folder, beside a database alone', () => {
  const store = 'postgres://db.example/pictures';
  for (const pictures of ['s3://bucket', 's3://bucket/a/b', '/shared/pictures'])
    assert.equal(loadConfig(['--store', store, '--pictures', pictures], {}).pictures, pictures);
  const problems = [
    ...problemsOf(['--pictures', '/shared/pictures']),
    ...['pictures', 's3://', 's3://B_ucket', 'https://host/bucket'].flatMap((pictures) =>
      problemsOf(['--store', store, '--pictures', pictures]),
    ),
  ];
  assert.deepEqual(
    problems.map((problem) => /SELFSAME_STORE|neither s3/.exec(problem)?.[0]),
    ['SELFSAME_STORE', 'neither s3', 'neither s3', 'neither s3', 'neither s3'],
  );
});
