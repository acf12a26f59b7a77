import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toJavaScript } from '../../../scripts/package/toJavaScript.ts';

const modules = ['server/store/threads/write.js', 'server/worker.js', 'models/index.js'];
const packaged = (text: string, file = 'server/store/openStore.js') =>
  toJavaScript(text, file, (path) => modules.includes(path));

test('threads, processes and types are of the package', () => {
  for (const [source, result] of [
    [
      "new URL('./threads/write.ts', import.meta.url)",
      "new URL('./threads/write.js', import.meta.url)",
    ],
    [
      "open('store', './threads/write.ts', options)",
      "open('store', './threads/write.js', options)",
    ],
    ["join(import.meta.dirname, '../worker.ts')", "join(import.meta.dirname, '../worker.js')"],
    [
      "join(import.meta.dirname, 'threads/write.ts')",
      "join(import.meta.dirname, 'threads/write.js')",
    ],
    ['new URL(`../worker.ts`, import.meta.url)', 'new URL(`../worker.js`, import.meta.url)'],
    ["import { a } from '@selfsame/models';", "import { a } from '../../models/index.js';"],
    [
      "import { a } from '@selfsame/models/onnx';",
      "import { a } from '../../models/onnx/index.js';",
    ],
  ] as const)
    assert.equal(packaged(source), result);
  const inModels = packaged("import { a } from '@selfsame/models';", 'models/all.js');
  assert.equal(inModels, "import { a } from './index.js';");
});

test('a source that is not there as JavaScript is refused', () => {
  for (const source of [
    "new URL('./worker.ts', import.meta.url)",
    'new URL(`./threads/`.concat(name, `.ts`), import.meta.url)',
    "new URL('./threads/write.ts?fresh', import.meta.url)",
    "new URL('./threads/' + name + '.ts', import.meta.url)",
  ])
    assert.throws(() => packaged(source), /server\/store\/openStore\.js names /);
});
