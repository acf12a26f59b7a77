import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import koffi from 'koffi';
import {
  checkedVersion,
  loadPlugin,
  preload,
} from '../../../../../trainer/engine/xla/pjrt/load.ts';
import {
  PluginDamagedError,
  PluginForeignError,
  PluginMissingError,
  PluginUnloadableError,
  PluginVersionError,
} from '../../../../../trainer/errors.ts';

suite('a library that is no plugin', { skip: process.platform !== 'linux' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-pjrt-'));
  after(() => rmSync(folder, { recursive: true }));

  /** A shared library that is there wherever the tests run: koffi's own. */
  const [foreign] = /\/.*koffi\.node$/m.exec(readFileSync('/proc/self/maps', 'utf8'))!;
  const bytes = readFileSync(foreign);
  const written = (name: string, content: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const refuses = (path: string, error: new (...given: never[]) => Error, message: RegExp) => {
    assert.throws(() => loadPlugin(path), error);
    assert.throws(() => loadPlugin(path), { message });
  };

  test('is missing', () => {
    refuses(join(folder, 'none.so'), PluginMissingError, /none\.so/);
    assert.throws(() => preload(join(folder, 'none.so')), PluginMissingError);
  });

  test('is something else', () => {
    refuses(foreign!, PluginForeignError, /GetPjrtApi/);
  });

  test('is not a library, or not one of this processor', () => {
    refuses(written('text.so', Buffer.from('A text.')), PluginDamagedError, /not a shared library/);
    refuses(written('empty.so', Buffer.alloc(0)), PluginDamagedError, /not a shared library/);
    const other = Buffer.from(bytes);
    other.writeUInt16LE(8, 18);
    refuses(written('mips.so', other), PluginDamagedError, /another processor/);
  });

  test('is cut off, which would kill the process if it were loaded', () => {
    for (const length of [70, 4096, bytes.length >> 1, bytes.length - 1])
      refuses(
        written('cut.so', bytes.subarray(0, length)),
        PluginDamagedError,
        new RegExp(`it has ${length} bytes of \\d+`),
      );
  });

  test('needs another one that is not there', () => {
    const name = Buffer.from('libstdc++.so.6');
    const lost = Buffer.from(bytes);
    lost.write('libnone', lost.indexOf(name));
    refuses(written('lost.so', lost), PluginUnloadableError, /libnone\+\+\.so\.6|libnone/);
  });

  test('speaks another version of the interface', () => {
    const api = (major: number, minor: number, size = 2000) => {
      const memory = koffi.alloc('uint8', 40) as bigint;
      koffi.encode(memory, 'uint64', size);
      koffi.encode(memory, 32, 'int32', [major, minor], 2);
      return memory;
    };
    assert.deepEqual(checkedVersion('p.so', api(0, 90)), { major: 0, minor: 90 });
    for (const other of [api(0, 20), api(1, 0), api(0, 90, 300)])
      assert.throws(() => checkedVersion('p.so', other), PluginVersionError);
    assert.throws(() => checkedVersion('p.so', api(0, 20)), { message: /0\.20.*0\.33 or later/ });
  });
});
