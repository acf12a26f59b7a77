import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBundle, shippedModels } from '@selfsame/models';
import { bundleSettings } from '../../../trainer/config/bundleSettings.ts';
import { readTrain } from '../../../trainer/config/readTrain.ts';

const { card } = await findBundle(shippedModels, 'cifar10-small/3');
const network = { encoder: 'medium', projectorWidth: 512, projectorDepth: 3 };
const sides = { size: 16, source: 32, inputSize: 24 };
const shown = { fit: 'cover', background: 'white' };

test("the network and the sides are the bundle's, and how it was trained is not", () => {
  assert.deepEqual(bundleSettings(card, {}), { ...network, ...sides, ...shown });
  assert.deepEqual(bundleSettings(card, { size: 32, encoder: 'small' }), {
    projectorWidth: 512,
    projectorDepth: 3,
    ...shown,
  });
  const input = { ...card.input, fit: 'fill', background: [0, 0, 18] } as const;
  const { fit, background } = bundleSettings({ ...card, input }, {});
  assert.deepEqual([fit, background], ['stretch', '#000012']);
});

test('what is no setting here is not taken', () => {
  const config = { encoder: 'dinov2', size: 'large', projectorDepth: 2 };
  const foreign = { ...card, training: { ...card.training!, config } };
  assert.deepEqual(bundleSettings(foreign, shown), { projectorDepth: 2 });
});

test("flags and the preset win over the bundle's settings, those over defaults", () => {
  const order = readTrain(['--data', 'a', '--preset', 'cifar', '--input-size', '20']);
  assert.ok(order !== null && 'config' in order);
  const config = order.over(bundleSettings(card, order.chosen));
  assert.equal(config.encoder, order.config.encoder);
  assert.equal(config.inputSize, 20);
  const plain = readTrain(['--data', 'a', '--input-size', '20']);
  assert.ok(plain !== null && 'config' in plain);
  const { encoder, size, inputSize } = plain.over(bundleSettings(card, plain.chosen));
  assert.deepEqual([encoder, size, inputSize], ['medium', 16, 20]);
});
