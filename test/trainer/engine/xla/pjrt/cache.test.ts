import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, suite, test } from 'node:test';
import { compileCached } from '../../../../../trainer/engine/xla/pjrt/cache.ts';
import { type Client, openClient } from '../../../../../trainer/engine/xla/pjrt/client.ts';
import type { CompileOptions } from '../../../../../trainer/engine/xla/pjrt/compileOptions.ts';
import { XlaError } from '../../../../../trainer/errors.ts';
import { cpuPlugin, withPlugin } from '../plugin.ts';
import { double } from './programs.ts';

suite('the cache of executables', withPlugin, () => {
  let client: Client;
  let root: string;
  let folder: string;
  before(() => {
    client = openClient({ file: cpuPlugin, options: { cpu_device_count: 2n } });
    root = mkdtempSync(join(tmpdir(), 'selfsame-pjrt-'));
  });
  after(() => {
    client.close();
    rmSync(root, { recursive: true });
  });
  beforeEach(() => {
    folder = join(mkdtempSync(join(root, 'case-')), 'made', 'here');
  });

  const program = double('tensor<2xf32>');
  /** Compiles, sees that the result is right, and says whether it was there. */
  const compiled = (options: CompileOptions = {}, of = client) => {
    const { executable, cached } = compileCached(of, folder, program, options);
    const lists = executable.devices.map((device) => {
      const place = of.devices.find(({ handle }) => handle === device)!;
      return [of.upload(Float32Array.of(1, 2), [2], 'float32', place)];
    });
    for (const [result] of executable.runOnAll(lists))
      assert.deepEqual(result!.read(), Float32Array.of(2, 4));
    return cached;
  };
  const only = () => {
    const files = readdirSync(folder);
    assert.equal(files.length, 1);
    return join(folder, files[0]!);
  };

  test('keeps what is compiled, for other clients too', () => {
    assert.deepEqual([compiled(), compiled()], [false, true]);
    const other = openClient({ file: cpuPlugin, options: { cpu_device_count: 2n } });
    assert.equal(compiled({}, other), true);
    other.close();
    only();
  });

  test('keeps apart what is not the same', () => {
    compiled();
    assert.equal(compiled({ flags: { xla_backend_optimization_level: 0 } }), false);
    assert.equal(compiled({ replicas: 2 }), false);
    assert.equal(compiled({ replicas: 2 }), true);
    const fewer = openClient({ file: cpuPlugin, options: { cpu_device_count: 1n } });
    assert.equal(compiled({}, fewer), false);
    fewer.close();
    const other = compileCached(client, folder, double('tensor<3xf32>'));
    assert.equal(other.cached, false);
  });

  test('compiles anew what is damaged, and mends it', () => {
    const other = Buffer.from('other');
    const damages: ((path: string) => void)[] = [
      (path) => truncateSync(path, 0),
      (path) => truncateSync(path, 40),
      (path) => {
        const bytes = readFileSync(path);
        bytes[bytes.length >> 1]! ^= 1;
        writeFileSync(path, bytes);
      },
      // Whole, and of something that the plugin does not load.
      (path) => writeFileSync(path, Buffer.concat([hash('sha256', 'other', 'buffer'), other])),
    ];
    compiled();
    for (const damage of damages) {
      damage(only());
      assert.deepEqual([compiled(), compiled()], [false, true]);
    }
  });

  test('does without a folder that cannot be written', () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    folder = join(file, 'below');
    assert.deepEqual([compiled(), compiled()], [false, false]);
  });

  test('keeps nothing of a program that does not compile', () => {
    assert.throws(() => compileCached(client, folder, 'module {'), XlaError);
    assert.throws(() => readdirSync(folder), { code: 'ENOENT' });
  });

  test('keeps those that were used last', () => {
    compiled();
    const ours = only();
    for (let i = 0; i < 20; i++) {
      const path = join(folder, `${i}.xla`);
      writeFileSync(path, '');
      utimesSync(path, i, i);
    }
    utimesSync(ours, 0, 0);
    assert.equal(compiled(), true);
    compileCached(client, folder, double('tensor<5xf32>'));
    const left = readdirSync(folder);
    assert.equal(left.length, 16);
    assert.deepEqual(
      [compiled(), left.includes('19.xla'), left.includes('5.xla')],
      [true, true, false],
    );
  });
});
