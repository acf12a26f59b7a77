import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { passedOverCount, scanFolder } from '@selfsame/models';

suite('scanning a folder', () => {
  const base = mkdtempSync(join(tmpdir(), 'selfsame-scan-'));
  // Node's own removal gives up on paths that are too long.
  after(() => execFileSync('rm', ['-rf', base]));
  let root: string;
  let folder: string;
  let count = 0;
  beforeEach(() => {
    root = join(base, String(count++));
    folder = join(root, 'folder');
    mkdirSync(folder, { recursive: true });
  });

  function put(path: string | Buffer, content = 'GIF89a'): void {
    const at = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path)]);
    mkdirSync(dirname(at.toString()), { recursive: true });
    writeFileSync(at, content);
  }
  const link = (target: string, path: string) => symlinkSync(target, join(folder, path));
  const scan = (hidden = false) => scanFolder(folder, { hidden });
  const paths = (hidden = false) => scan(hidden).pictures.map(({ path }) => path);

  test('a link to what is in the folder itself is one way to it and not another picture', () => {
    put('z/1.gif');
    link('z', 'a');
    link('z/1.gif', 'b.gif');
    link('.', 'z/c');
    assert.deepEqual(paths(), ['z/1.gif']);
    assert.equal(scan().passedOver.linked, 3);
  });

  test('a link out of the folder is followed, once, and never back into it', () => {
    put('1.gif');
    put('../other/2.gif');
    put('../other/3.gif');
    link('../other/3.gif', 'a.gif');
    link('../other', 'b');
    link('../other', 'c');
    link('..', 'd');
    assert.deepEqual(paths(), ['1.gif', 'a.gif', 'b/2.gif']);
    // b/3.gif, c, d/folder and d/other.
    assert.equal(scan().passedOver.linked, 4);
  });

  test('a link to what is hidden is followed, as it is not found otherwise', () => {
    put('.store/1.gif');
    put('.2.gif');
    link('.store', 'store');
    link('.2.gif', '2.gif');
    assert.deepEqual(paths(), ['2.gif', 'store/1.gif']);
    assert.deepEqual(paths(true), ['.2.gif', '.store/1.gif']);
    assert.deepEqual([scan().passedOver.hidden, scan(true).passedOver.linked], [2, 2]);
  });

  test('two links that lead to one another are broken ones', () => {
    link('b', 'a');
    link('a', 'b');
    assert.deepEqual(
      scan().leftOut.map(({ path, code }) => [path, code]),
      [
        ['a', 'link_broken'],
        ['b', 'link_broken'],
      ],
    );
  });

  test('names that are not UTF-8 are told apart, can be told back, and open the file', () => {
    const names = ['fc', 'fd', '25', 'c3bc'].map((hex) =>
      Buffer.concat([Buffer.from('a%'), Buffer.from(hex, 'hex'), Buffer.from('.gif')]),
    );
    for (const name of names) put(name, `GIF89a ${name.toString('hex')}`);
    put('a%FC.gif', 'GIF89a plain');
    put(Buffer.concat([Buffer.from([0xff]), Buffer.from('/ü.gif')]).subarray(1), 'GIF89a x');
    const { pictures } = scan();
    for (const { path, place } of pictures) {
      assert.equal(path.startsWith('//'), typeof place !== 'string', path);
      if (typeof place === 'string') continue;
      const told = path
        .slice(2)
        .replace(/%(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
      const bytes = Buffer.from(told, 'latin1');
      assert.equal(readFileSync(place, 'latin1'), `GIF89a ${bytes.toString('hex')}`);
    }
    const odd = pictures.map(({ path }) => path).filter((path) => path.startsWith('//'));
    assert.deepEqual(odd.sort(), ['//a%25%FC.gif', '//a%25%FD.gif']);
    assert.equal(new Set(pictures.map(({ path }) => path)).size, 6);
  });

  test('a folder that cannot be read is named', () => {
    put('1.gif');
    const name = 'x'.repeat(250);
    const deeper = `for i in $(seq 20); do mkdir ${name} && cd ${name} || exit 1; done; touch 2.gif`;
    execFileSync('bash', ['-c', deeper], { cwd: folder });
    const { pictures, leftOut } = scan();
    assert.equal(pictures.length, 1);
    assert.deepEqual(
      leftOut.map(({ code }) => code),
      ['file_unreadable'],
    );
    assert.match(leftOut[0]!.message, /ENAMETOOLONG/);
  });

  test('documents that are ZIP files and XML files are no pictures, and are counted by their kind', () => {
    put('letter.docx', 'PK\x03\x04');
    put('feed.xml', '<?xml version="1.0"?>');
    put('film.mp4', '\0\0\0\x18ftypisom');
    put('drawing.svg', '<svg/>');
    // Endings that are named like what every object of JavaScript has.
    put('a.constructor', 'x');
    put('a.__proto__', 'x');
    const { pictures, passedOver, leftOut } = scan();
    assert.deepEqual([pictures.map(({ path }) => path), leftOut], [['drawing.svg'], []]);
    assert.deepEqual(Object.entries(passedOver.notPictures).sort(), [
      ['constructor', 1],
      ['docx', 1],
      ['mp4', 1],
      ['others', 1],
      ['xml', 1],
    ]);
    assert.equal(passedOverCount(passedOver), 5);
  });
});
