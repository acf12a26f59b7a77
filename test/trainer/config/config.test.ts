import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { ConfigError } from '../../../models/index.ts';
import { helpText, readTrain } from '../../../trainer/config/readTrain.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-config-'));
after(() => rmSync(root, { recursive: true, force: true }));

const parse = (...args: string[]) => {
  const order = readTrain(args);
  assert.ok(order !== null && 'config' in order);
  return order.config;
};

function problems(...args: string[]): readonly string[] {
  try {
    parse(...args);
  } catch (error) {
    assert.equal((error as ConfigError).code, 'config_invalid');
    return (error as ConfigError).problems;
  }
  assert.fail('these settings are accepted');
}

const file = (name: string, text: string) => {
  writeFileSync(join(root, name), text);
  return join(root, name);
};

test('defaults, file and flags, each over the one before', () => {
  const path = file('good.json', '{"data": "a", "batch": 64, "learningRate": 0.5}');
  const config = parse('--config', path, '--batch=32', '--data', '7');
  assert.deepEqual(
    [config.data, config.batch, config.learningRate, config.encoder],
    ['7', 32, 0.5, 'small'],
  );
});

test('an unknown flag or key names the nearest one', () => {
  assert.match(
    problems('--data', 'a', '--learning-rat', '1')[0]!,
    /--learning-rat is unknown.*--learning-rate\?/,
  );
  const path = file('unknown.json', '{"data": "a", "projectorWidht": 3}');
  assert.match(
    problems('--config', path)[0]!,
    /"projectorWidht" in .* is unknown.*projectorWidth\?/,
  );
});

test('every problem is listed, with its flag', () => {
  const found = problems('--batch', '1', '--encoder', 'resnet19', '--epochs', 'many');
  assert.equal(found.length, 4);
  for (const flag of ['--data', '--batch', '--encoder', '--epochs']) {
    assert.ok(
      found.some((problem) => problem.includes(flag)),
      flag,
    );
  }
});

test('a flag without its value, a stray word and a broken file are errors', () => {
  assert.match(problems('--data')[0]!, /needs a value/);
  assert.match(problems('--data', '--batch', '3')[0]!, /needs a value/);
  assert.match(problems('--data', 'a', 'b')[0]!, /"b" is not a flag/);
  assert.match(problems('--config', file('broken.json', '{'))[0]!, /broken\.json/);
  assert.match(problems('--config', join(root, 'none.json'))[0]!, /ENOENT/);
});

test('the help names every setting', () => {
  for (const flag of ['--data', '--projector-width', '--checkpoint-every']) {
    assert.ok(helpText().includes(flag));
  }
});

test('settings that do not go together are refused', () => {
  assert.match(
    problems('--data', 'a', '--batch', '64', '--micro-batch', '24')[0]!,
    /24.*divide.*64/,
  );
  assert.match(
    problems('--data', 'a', '--batch', '64', '--micro-batch', '32', '--engine', 'eager')[0]!,
    /--micro-batch.*--engine/,
  );
  assert.match(problems('--data', 'a', '--precision', 'mixed')[0]!, /--precision.*--engine/);
  assert.equal(parse('--data', 'a', '--engine', 'webgpu', '--precision', 'mixed').batch, 128);
});

test('a preset comes before file and flags, and its name is kept', () => {
  const path = file('preset.json', '{"data": "a", "preset": "paper-imagenet", "batch": 64}');
  const config = parse('--config', path, '--epochs', '3');
  assert.deepEqual(
    [config.preset, config.encoder, config.batch, config.epochs, config.projectorWidth],
    ['paper-imagenet', 'resnet50', 64, 3, 8192],
  );
  assert.equal(parse('--data', 'a', '--preset', 'small', '--config', path).encoder, 'medium');
  assert.match(problems('--data', 'a', '--preset', 'smal')[0]!, /--preset.*"small"/);
});

test('settings of one loss are refused with another', () => {
  const found = problems(
    ...['--data', 'a', '--loss', 'simclr', '--terms', 'on-diagonal', '--normalise', 'feature'],
    ...['--mix', '4', '--temperature', '0.1'],
  );
  assert.equal(found.length, 3);
  for (const flag of ['--terms', '--normalise', '--mix']) {
    assert.ok(
      found.some((problem) => problem.includes(`${flag}) needs --loss barlow`)),
      flag,
    );
  }
  assert.match(problems('--data', 'a', '--mix', '4', '--views', '3')[0]!, /--mix.*--views 2/);
  assert.match(problems('--data', 'a', '--temperature', '0.01')[0]!, /--temperature.*0\.05/);
});

test('a setting of another loss or optimiser is refused where it is given, even as its default', () => {
  const refused = (...flags: string[]) => problems('--data', 'a', ...flags).join();
  assert.match(
    refused('--temperature', '0.5'),
    /temperature \(--temperature\) needs --loss simclr/,
  );
  assert.match(refused('--loss', 'vicreg', '--lambda', '0.01'), /--lambda\) needs --loss barlow/);
  assert.match(refused('--momentum', '0.9'), /--momentum\) needs --optimizer lars or sgd/);
  const eta = ['--trust-coefficient', '0.01'];
  assert.match(
    refused('--optimizer', 'sgd', ...eta),
    /--trust-coefficient\) needs --optimizer lars/,
  );
  const path = file('foreign.json', '{"data": "a", "temperature": 0.1}');
  assert.match(problems('--config', path)[0]!, /--temperature\) needs --loss simclr/);
  assert.equal(parse('--config', path, '--loss', 'simclr').temperature, 0.1);
  assert.equal(parse('--data', 'a', '--optimizer', 'lars', ...eta).trustCoefficient, 0.01);
  assert.equal(parse('--data', 'a', '--optimizer', 'adamw', '--weight-decay', '0').weightDecay, 0);
  assert.equal(parse('--data', 'a', '--loss', 'simclr', '--mix', '0').mix, 0);
});

test('a preset gives way: what it says of another loss or optimiser is left out', () => {
  const preset = ['--data', 'a', '--preset', 'cifar'];
  const { loss, mix, lambda, epochs } = parse(...preset, '--loss', 'simclr');
  assert.deepEqual([loss, mix, lambda, epochs], ['simclr', 0, 0.005, 2000]);
  assert.deepEqual([parse(...preset).mix, parse(...preset).lambda], [4, 0.0078125]);
  assert.match(problems(...preset, '--loss', 'simclr', '--mix', '4')[0]!, /--mix.*--loss barlow/);
  assert.equal(
    parse('--data', 'a', '--preset', 'paper-imagenet', '--optimizer', 'adamw').optimizer,
    'adamw',
  );
});

test("a run's config.json, which has every setting, starts another one", () => {
  for (const flags of [
    ['--preset', 'cifar', '--loss', 'simclr'],
    ['--optimizer', 'sgd'],
  ]) {
    const config = parse('--data', 'a', ...flags);
    const path = file('config.json', JSON.stringify(config));
    assert.deepEqual(parse('--config', path, '--seed', '2'), { ...config, seed: 2 });
  }
});

test('a batch is not divided where its pictures do more than meet in the loss', () => {
  const divided = ['--data', 'a', '--batch', '64', '--micro-batch', '32'];
  const refused = (...flags: string[]) => problems(...divided, ...flags)[0]!;
  assert.match(refused('--loss', 'simsiam'), /--micro-batch.*--asymmetry.*both.*simsiam/);
  assert.match(refused('--asymmetry', 'predictor'), /--micro-batch.*--asymmetry.*predictor/);
  assert.match(refused('--mix', '4'), /--micro-batch.*--mix/);
  for (const loss of ['barlow', 'simclr', 'vicreg']) {
    assert.equal(parse(...divided, '--loss', loss, '--views', '4').microBatch, 32);
  }
});

test('what is left out of the augmentations is a list of names', () => {
  assert.equal(parse('--data', 'a', '--without', 'jitter, greyscale').without, 'jitter, greyscale');
  assert.match(problems('--data', 'a', '--without', 'jitter,gray')[0]!, /--without.*greyscale/);
});
