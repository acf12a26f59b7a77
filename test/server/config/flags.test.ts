import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { defaultModelsRoot } from '../../../models/index.ts';
import { helpText, readFlags } from '../../../server/config/flags.ts';

test('without flags the server is local, on the CPU, with the shipped models', () => {
  const config = readFlags([]);
  assert.ok(config !== 'help');
  assert.deepEqual(config, {
    port: 8080,
    host: '127.0.0.1',
    models: defaultModelsRoot,
    data: resolve('data'),
    device: 'cpu',
    insecure: false,
    check: false,
  });
});

test('flags are taken in both ways of writing', () => {
  const config = readFlags(['--port=9', '--threads', '2', '--host', '0.0.0.0', '--insecure']);
  assert.ok(config !== 'help');
  assert.deepEqual([config.port, config.threads, config.insecure], [9, 2, true]);
});

test('every flag is in the help', () => {
  assert.equal(readFlags(['--port', 'x', '--help']), 'help');
  const names = ['port', 'host', 'models', 'model', 'data', 'threads', 'device', 'insecure'];
  for (const name of names) assert.match(helpText(), new RegExp(`--${name} +\\w`));
});

const wrong: [string[], RegExp][] = [
  [['--thread', '1'], /--thread is unknown/],
  [['-p', '1'], /-p is unknown/],
  [['serve'], /"serve" is not a flag/],
  [['--port', '70000'], /at most 65535/],
  [['--port', '1.5'], /whole number/],
  [['--port', 'http'], /whole number/],
  [['--port='], /wants a value/],
  [['--port'], /wants a value/],
  [['--threads', '0'], /at least 1/],
  [['--device', 'gpu'], /auto, cuda, webgpu, cpu/],
  [['--insecure=yes'], /takes no value/],
  [['--port', '1', '--port', '2'], /given twice/],
  [['--host', '192.168.0.1'], /let everyone/],
  [['--host', '::'], /let everyone/],
];
for (const [args, message] of wrong) {
  test(`refused: ${args.join(' ')}`, () => {
    assert.throws(() => readFlags(args), message);
  });
}

test('loopback addresses need no leave', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) readFlags(['--host', host]);
});
