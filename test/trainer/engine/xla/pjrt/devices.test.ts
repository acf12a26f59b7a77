import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { type Client, openClient } from '../../../../../trainer/engine/xla/pjrt/client.ts';
import type { Executable } from '../../../../../trainer/engine/xla/pjrt/executable.ts';
import { XlaDeviceError } from '../../../../../trainer/errors.ts';
import { cpuPlugin, withPlugin } from '../plugin.ts';

/** Each replica's vector → the sum of all. */
const allReduce = `module attributes {mhlo.num_replicas = 2 : i32} {
  func.func public @main(%a: tensor<2xf32>) -> tensor<2xf32> {
    %0 = "stablehlo.all_reduce"(%a) ({
      ^bb0(%x: tensor<f32>, %y: tensor<f32>):
        %sum = stablehlo.add %x, %y : tensor<f32>
        stablehlo.return %sum : tensor<f32>
    }) {replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>} : (tensor<2xf32>) -> tensor<2xf32>
    return %0 : tensor<2xf32>
  }
}`;

/** A vector of four, whose halves are on two devices → its sum, on both. */
const shardedSum = `module attributes {mhlo.num_partitions = 2 : i32} {
  func.func public @main(%a: tensor<4xf32> {mhlo.sharding = "{devices=[2]0,1}"})
      -> (tensor<f32> {mhlo.sharding = "{replicated}"}) {
    %zero = stablehlo.constant dense<0.0> : tensor<f32>
    %0 = stablehlo.reduce(%a init: %zero) applies stablehlo.add across dimensions = [0]
      : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    return %0 : tensor<f32>
  }
}`;

suite('several devices of a process', withPlugin, () => {
  let client: Client;
  before(() => {
    client = openClient({ file: cpuPlugin, options: { cpu_device_count: 2n } });
  });
  after(() => client.close());

  /** [1, 2] on the first device, and [3, 4] on the second. */
  const halves = () =>
    client.devices.map((device, i) => [
      client.upload(Float32Array.of(1 + 2 * i, 2 + 2 * i), [2], 'float32', device),
    ]);
  const read = (program: Executable) =>
    program.runOnAll(halves()).map(([result]) => Array.from(result!.read()));

  test('run one program on data of their own', () => {
    const program = client.compile(allReduce, { replicas: 2 });
    assert.deepEqual(read(program), [
      [4, 6],
      [4, 6],
    ]);
    assert.deepEqual(read(client.load(program.serialize())), read(program));
  });

  test('share one program, by its shardings', () => {
    assert.deepEqual(read(client.compile(shardedSum, { partitions: 2 })), [[10], [10]]);
  });

  test('are given arguments that are theirs', () => {
    const program = client.compile(allReduce, { replicas: 2 });
    const [first, second] = halves();
    assert.throws(() => program.runOnAll([second!, first!]), RangeError);
    assert.throws(() => program.runOnAll([first!]), RangeError);
    assert.throws(() => program.runOnAll([first!, []]), RangeError);
    assert.throws(() => program.run(first!), RangeError);
  });

  test('are missing where there are fewer than a program takes, or none', () => {
    assert.throws(() => client.compile(allReduce, { replicas: 3 }), { code: 'xla_failed' });
    const none = { file: cpuPlugin, options: { cpu_device_count: 0n } };
    assert.throws(() => openClient(none), XlaDeviceError);
  });
});
