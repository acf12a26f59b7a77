import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openClient } from '../../../../../trainer/engine/xla/pjrt/client.ts';
import { cpuPlugin, withPlugin } from '../plugin.ts';
import { addInPlace } from './programs.ts';

const [rows, columns] = [256, 1024];
const mebibyte = 2 ** 20;

test('a thousand runs take no more memory than the first', withPlugin, () => {
  const client = openClient({ file: cpuPlugin, options: { cpu_device_count: 1n } });
  const type = `tensor<${rows}x${columns}xf32>`;
  const program = client.compile(addInPlace.replaceAll('tensor<2x3xf32>', type));
  const values = new Float32Array(rows * columns);
  let [state] = [client.upload(values, [rows, columns], 'float32')];
  /** An upload of 1 MiB, a run that donates, a read, and errors; all that is made is destroyed. */
  const step = (i: number) => {
    const one = client.upload(Float32Array.of(1), [], 'float32');
    const batch = client.upload(values, [rows, columns], 'float32');
    const [next, same] = program.run([state!, one]);
    state = next!;
    if (i % 10 === 0) {
      state.read();
      assert.throws(() => program.run([one]));
    }
    for (const buffer of [one, batch, same!]) buffer.destroy();
  };
  for (let i = 0; i < 300; i++) step(i);
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 1000; i++) step(i);
  state.ready();
  const grown = process.memoryUsage().rss - before;
  assert.equal(state.read()[0], 1300);
  client.close();
  // A buffer that is left in each step would be 1,000 MiB; allocators hold some of what they had.
  assert.ok(grown < 150 * mebibyte, `${Math.round(grown / mebibyte)} MiB more`);
});
