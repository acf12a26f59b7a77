import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { assignLabels } from '../../../../trainer/evaluate/labels/assign.ts';
import { folderClasses } from '../../../../trainer/evaluate/labels/folderClasses.ts';
import { findHalves } from '../../../../trainer/evaluate/labels/halves.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-labels-'));
after(() => rmSync(root, { recursive: true, force: true }));

suite('folders as people lay them out', () => {
  const layouts: [string, string[], Record<string, string>][] = [
    ['classes', ['cat/1.jpg', 'dog/2.jpg'], { 'cat/1.jpg': 'cat', 'dog/2.jpg': 'dog' }],
    ['deeper', ['a/cat/x/1.jpg', 'a/dog/2.jpg'], { 'a/cat/x/1.jpg': 'cat', 'a/dog/2.jpg': 'dog' }],
    [
      'a stray one',
      ['cat/1.jpg', 'dog/2.jpg', '3.jpg'],
      { 'cat/1.jpg': 'cat', 'dog/2.jpg': 'dog' },
    ],
    [
      'a stray one above the classes',
      ['0.jpg', 'a/cat/1.jpg', 'a/dog/2.jpg'],
      { 'a/cat/1.jpg': 'cat', 'a/dog/2.jpg': 'dog' },
    ],
    [
      'halves, of which one has one class',
      ['train/cat/1.jpg', 'train/dog/2.jpg', 'val/dog/3.jpg'],
      { 'train/cat/1.jpg': 'cat', 'train/dog/2.jpg': 'dog', 'val/dog/3.jpg': 'dog' },
    ],
    [
      'a class called train',
      ['bus/1.jpg', 'train/2.jpg'],
      { 'bus/1.jpg': 'bus', 'train/2.jpg': 'train' },
    ],
  ];
  for (const [name, paths, expected] of layouts)
    test(name, () => {
      assert.deepEqual(Object.fromEntries(assignLabels('x', paths, 'folders')!.labels), expected);
    });

  test('what was decided is said', () => {
    const paths = ['Train/cat/1.jpg', 'Train/dog/2.jpg', 'Train/3.jpg', 'test/cat/4.jpg'];
    const { notes } = assignLabels('x', [...paths, 'val/cat/5.jpg', 'readme.png'], undefined)!;
    assert.match(
      notes[0]!,
      /among the pictures in Train, by those in test; left aside: val, pictures/,
    );
    assert.match(notes[1]!, /taken for them, 2 \(cat, dog\) .*--labels none/);
    assert.match(notes[2]!, /left out: 1 \(Train\/3\.jpg\), which lie beside/);
  });

  test('none where folders tell none: a guess is given up, what was said is refused', () => {
    for (const paths of [
      ['1.jpg', '2.jpg'],
      ['a/1.jpg', 'a/2.jpg'],
      ['train/1.jpg', 'test/2.jpg'],
    ]) {
      assert.equal(assignLabels('x', paths, undefined), undefined);
      assert.throws(() => assignLabels('x', paths, 'folders'), { code: 'labels_missing' });
    }
    assert.deepEqual(folderClasses(['a/1.jpg', '2.jpg']), [undefined, undefined]);
  });

  test('halves: the first and the last of train, val and test, also below one folder', () => {
    assert.deepEqual(findHalves(['d/train/1.jpg', 'd/val/2.jpg']), {
      ...{ bank: 'd/train', queries: 'd/val', aside: [] },
    });
    assert.equal(findHalves(['val/1.jpg', 'test/2.jpg'])?.queries, 'test');
    assert.equal(findHalves(['train/1.jpg', 'bus/2.jpg']), undefined);
    assert.equal(findHalves(['val/1.jpg', 'validation/2.jpg']), undefined);
  });
});

suite('a CSV file', () => {
  const write = (text: string) => {
    const file = join(root, 'labels.csv');
    writeFileSync(file, text);
    return file;
  };
  const paths = ['2024/1.jpg', '2024/2.jpg', '2025/3, too.jpg'];

  test('gives classes by path; what it does not name is left out', () => {
    const file = write('\uFEFFlabel,path\ncat,./2024/1.jpg\n"dog ""x""","2025/3, too.jpg"\n');
    const { labels, notes } = assignLabels('x', paths, file)!;
    assert.deepEqual(
      [...labels],
      [
        ['2024/1.jpg', 'cat'],
        ['2025/3, too.jpg', 'dog "x"'],
      ],
    );
    assert.match(notes[0]!, /left out: 1 \(2024\/2\.jpg\), which are not in/);
  });

  test('that cannot be read, or is another one, is refused with what is wrong', () => {
    const refused = (file: string, code: string, message: RegExp) =>
      assert.throws(() => assignLabels('x', paths, file), { code, message });
    refused(join(root, 'none.csv'), 'labels_invalid', /ENOENT/);
    refused(write('file,class\na,b\n'), 'labels_invalid', /columns path and label/);
    refused(write('path,label\na\n'), 'labels_invalid', /line 2/);
    refused(write('path,label\na,\n'), 'labels_invalid', /row 1 has no label/);
    refused(write('path,label\na,b\na,c\n'), 'labels_invalid', /gives a two classes/);
    refused(write('path,label\n'), 'labels_invalid', /no pictures/);
    refused(write('path,label\nx/1.jpg,cat\n'), 'labels_missing', /first path is x\/1\.jpg/);
  });
});
