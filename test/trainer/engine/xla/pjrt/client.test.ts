import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { type Client, openClient } from '../../../../../trainer/engine/xla/pjrt/client.ts';
import { XlaError, XlaMemoryError } from '../../../../../trainer/errors.ts';
import { cpuPlugin, withPlugin } from '../plugin.ts';
import { addInPlace, double, identity } from './programs.ts';

suite('a PJRT client', withPlugin, () => {
  let client: Client;
  before(() => {
    client = openClient({ file: cpuPlugin, options: { cpu_device_count: 1n } });
  });
  after(() => client.close());

  const upload = (...values: number[]) =>
    client.upload(Float32Array.from(values), [values.length], 'float32');

  test('says what it runs on', () => {
    assert.equal(client.platform, 'cpu');
    assert.match(client.apiVersion, /^0\.\d+$/);
    assert.deepEqual(
      client.devices.map(({ id, kind }) => [id, kind]),
      [[0, 'cpu']],
    );
    // The CPU's plugin does not count; that is no error.
    assert.equal(client.devices[0]!.memory(), undefined);
  });

  test('runs a program, and again on its results', () => {
    const program = client.compile(addInPlace);
    assert.equal(program.outputs, 2);
    const ten = client.upload(Float32Array.of(10), [], 'float32');
    const start = client.upload(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], 'float32');
    const [once] = program.run([start, ten]);
    const [twice, same] = program.run([once!, ten]);
    assert.deepEqual(twice!.read(), Float32Array.of(21, 22, 23, 24, 25, 26));
    assert.deepEqual([twice!.shape, same!.shape], [[2, 3], []]);
    assert.deepEqual(same!.read(), Float32Array.of(10));
    // Both first arguments were donated; the second was not.
    assert.throws(() => start.read(), TypeError);
    assert.throws(() => program.run([once!, ten]), TypeError);
    assert.deepEqual(ten.read(), Float32Array.of(10));
  });

  test('keeps the values of each type', () => {
    const cases = [
      ['float32', 'f32', Float32Array.of(-1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e-40)],
      ['int32', 'i32', Int32Array.of(-(2 ** 31), -1, 0, 2 ** 31 - 1)],
      ['uint8', 'ui8', Uint8Array.of(0, 127, 128, 255)],
      ['bool', 'i1', Uint8Array.of(0, 1, 1, 0)],
    ] as const;
    for (const [dtype, type, values] of cases) {
      const program = client.compile(identity(`tensor<2x2x${type}>`));
      const [result] = program.run([client.upload(values, [2, 2], dtype)]);
      assert.deepEqual(result!.read(), values, dtype);
    }
  });

  test('copies what is uploaded, of arrays with an offset and of shared memory', () => {
    const shared = new Float32Array(new SharedArrayBuffer(40)).subarray(2, 6);
    shared.set([1, 2, 3, 4]);
    const buffer = client.upload(shared, [4], 'float32');
    shared.fill(0);
    assert.deepEqual(buffer.read(), Float32Array.of(1, 2, 3, 4));
  });

  test('reads in C order, whatever order the device has', () => {
    const columnMajor = double('tensor<2x3xf32>').replace(
      '-> tensor<2x3xf32> {',
      '-> (tensor<2x3xf32> {mhlo.layout_mode = "{0,1}"}) {',
    );
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    const [result] = client.compile(columnMajor).run([client.upload(values, [2, 3], 'float32')]);
    assert.deepEqual(result!.read(), Float32Array.of(2, 4, 6, 8, 10, 12));
  });

  test('takes arrays without values', () => {
    const empty = client.upload(new Float32Array(), [0, 3], 'float32');
    assert.deepEqual([empty.shape, empty.read()], [[0, 3], new Float32Array()]);
  });

  test('refuses values that are not of the shape or type', () => {
    assert.throws(() => client.upload(new Float32Array(5), [2, 3], 'float32'), RangeError);
    assert.throws(() => client.upload(new Uint8Array(6), [2, 3], 'float32'), TypeError);
  });

  test('says what is wrong with a program, and goes on', () => {
    const broken = addInPlace.replace('stablehlo.add %a, %0', 'stablehlo.add %a, %nothing');
    assert.throws(
      () => client.compile(broken),
      (error: XlaError) => error instanceof XlaError && /use of undeclared/.test(error.message),
    );
    assert.throws(() => client.compile(''), XlaError);
    assert.throws(() => client.compile(double('tensor<4xf32>'), { flags: { xla_none: 1 } }), {
      code: 'xla_failed',
      status: 'INVALID_ARGUMENT',
      message: /xla_none/,
    });
    const [result] = client.compile(double('tensor<1xf32>')).run([upload(2)]);
    assert.deepEqual(result!.read(), Float32Array.of(4));
  });

  test('says which arguments do not fit, and leaves them', () => {
    const program = client.compile(addInPlace);
    const one = upload(1);
    assert.throws(() => program.run([one]), { status: 'INVALID_ARGUMENT', message: /1 buffers/ });
    assert.throws(() => program.run([one, one]), { code: 'xla_failed' });
    assert.deepEqual(one.read(), Float32Array.of(1));
  });

  test('tells want of memory from other errors', () => {
    const program = client.compile(`module {
      func.func public @main(%a: tensor<f32>) -> tensor<1000000x1000000xf32> {
        %0 = stablehlo.broadcast_in_dim %a, dims = [] : (tensor<f32>) -> tensor<1000000x1000000xf32>
        return %0 : tensor<1000000x1000000xf32>
      }
    }`);
    const one = client.upload(Float32Array.of(1), [], 'float32');
    assert.throws(() => program.run([one])[0]!.ready(), XlaMemoryError);
  });

  test('takes flags of each type', () => {
    const flags = {
      xla_backend_optimization_level: 0,
      xla_llvm_disable_expensive_passes: true,
      xla_dump_to: '',
    };
    const [result] = client.compile(double('tensor<1xf32>'), { flags }).run([upload(2)]);
    assert.deepEqual(result!.read(), Float32Array.of(4));
  });

  test('frees everything when it is closed, and is no more', () => {
    const other = openClient({ file: cpuPlugin });
    const program = other.compile(double('tensor<1xf32>'));
    const buffer = other.upload(Float32Array.of(1), [1], 'float32');
    const [result] = program.run([buffer]);
    other.close();
    assert.throws(() => result!.read(), TypeError);
    assert.throws(() => program.run([buffer]), TypeError);
    assert.throws(() => other.upload(Float32Array.of(1), [1], 'float32'), TypeError);
    assert.throws(() => other.compile(double('tensor<1xf32>')), TypeError);
    other.close();
    buffer.destroy();
    program.close();
  });
});
