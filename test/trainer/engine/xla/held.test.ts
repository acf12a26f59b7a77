import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../../../trainer/engine/create.ts';
import type { Pictures } from '../../../../trainer/engine/engine.ts';
import { findPlugin } from '../../../../trainer/engine/xla/findPlugin.ts';
import { HeldPictures } from '../../../../trainer/engine/xla/HeldPictures.ts';
import { openClient } from '../../../../trainer/engine/xla/pjrt/client.ts';
import { even, setUp } from '../../step/methods.ts';
import { networks } from '../networks.ts';
import { skip } from './onCpu.ts';

const mebibyte = 2 ** 20;

/** Pictures whose bytes tell which they are. */
function picturesOf(count: number, bytes: number): Pictures {
  const pixels = Uint8Array.from({ length: count * bytes }, (_, i) => (i * 7919) % 251);
  const one = (index: number) => pixels.subarray(index * bytes, (index + 1) * bytes);
  const read = (indices: ArrayLike<number>, into: Uint8Array) => {
    for (let i = 0; i < indices.length; i++) into.set(one(indices[i]!), i * bytes);
  };
  return { count, bytes, read };
}

test('pictures are taken by their indices, on one device and shared out between two', {
  skip,
}, async () => {
  const client = openClient(findPlugin()!);
  // The last piece begins among pictures of the one before.
  const pictures = picturesOf(11, 12);
  const indices = Int32Array.of(10, 0, 7, 7, 3, 9);
  for (const devices of [1, 2]) {
    const held = new HeldPictures({ client, devices, pieceBytes: 4 * 12 });
    const { held: there, text } = await held.hold(pictures);
    assert.ok(there && text.startsWith('11 pictures ('), text);
    const taken = held.take(indices, [6, 2, 2, 3]);
    const each = 6 / devices;
    assert.deepEqual(
      taken.map(({ shape }) => shape),
      Array(devices).fill([each, 2, 2, 3]),
    );
    const expected = new Uint8Array(6 * 12);
    pictures.read(indices, expected);
    assert.deepEqual(
      Buffer.concat(taken.map((buffer) => buffer.read() as Uint8Array)),
      Buffer.from(expected),
    );
  }
  client.close();
});

test('pictures that have no room go with the batches, and nothing is left of them', {
  skip,
}, async () => {
  const client = openClient(findPlugin()!);
  const huge = picturesOf(0, 0);
  const held = new HeldPictures({ client, devices: 1 });
  const many = await held.hold({ ...huge, count: 1025, bytes: mebibyte });
  assert.ok(!many.held);
  assert.match(many.text, /with each batch: 1 GiB of them are more than the 1 GiB/);

  const bold = new HeldPictures({ client, devices: 1, room: () => Number.POSITIVE_INFINITY });
  const more = await bold.hold({ ...huge, count: 4 * mebibyte, bytes: mebibyte });
  assert.ok(!more.held);
  assert.match(more.text, /the device's memory does not take 4100 GiB/);
  const few = picturesOf(3, 4);
  assert.ok((await bold.hold(few)).held);
  client.close();
});

const cases = { 'the whole batch': undefined, 'micro-batches': 4 };
for (const [name, microBatch] of Object.entries(cases)) {
  test(`steps on pictures that are held are the same bit for bit: ${name}`, { skip }, async () => {
    const { step, variables, inputs } = setUp(even.barlow!, 3, microBatch, networks[0]);
    const [batch, ...sides] = step.batchInputs.pixels!.shape;
    const pictures = picturesOf(
      3 * batch!,
      sides.reduce((product, n) => product * n),
    );
    const choices = [1, 5].map((by) =>
      Int32Array.from({ length: batch! }, (_, i) => (i * by + 7) % pictures.count),
    );
    const sent = choices.map((indices) => {
      const pixels = new Uint8Array(batch! * pictures.bytes);
      pictures.read(indices, pixels);
      return { ...inputs, pixels };
    });
    const named = choices.map((indices) => ({ ...inputs, pixels: indices }));
    const run = async (hold: boolean) => {
      const engine = await createEngine('xla', 1, step, variables);
      const first = await engine.steps([sent[0]!]);
      if (hold) assert.ok((await engine.hold!(pictures)).held);
      const others = await engine.steps(hold ? named : sent);
      const after = await engine.read();
      await engine.close();
      return { metrics: [...first, ...others], after };
    };
    assert.deepEqual(await run(true), await run(false));
  });
}
