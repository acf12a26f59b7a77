import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName, nameKey, otherName } from '../../../../server/client/pictures/fileName.ts';

const jpeg = 'image/jpeg';

test('an id that is a path stays one, with the ending of what the picture is', () => {
  const cases: [string, string, string][] = [
    ['cat/1.jpg', jpeg, 'cat/1.jpg'],
    ['cat/1.JPEG', jpeg, 'cat/1.JPEG'],
    ['cat/1.png', jpeg, 'cat/1.png.jpg'],
    ['1', 'image/webp', '1.webp'],
    ['Möwen/eins zwei.png', 'image/png', 'Möwen/eins zwei.png'],
    ['a', 'image/x-new', 'a.picture'],
  ];
  for (const [id, type, wanted] of cases) assert.equal(fileName(id, type), wanted);
});

test('what a system cannot have is percent-encoded', () => {
  const cases: [string, string][] = [
    ['../../etc/passwd', '%2E%2E/%2E%2E/etc/passwd.jpg'],
    ['/a//b', '%/a/%/b.jpg'],
    ['.hidden/x', '%2Ehidden/x.jpg'],
    ['a./ b ', 'a%2E/%20b%20.jpg'],
    ['con/nul.txt', '%63on/%6Eul.txt.jpg'],
    ['a\\b:c*?"<>|', 'a%5Cb%3Ac%2A%3F%22%3C%3E%7C.jpg'],
    ['100%~', '100%25%7E.jpg'],
    ['e\u0301', 'e%CC%81.jpg'],
    ['😀', '%F0%9F%98%80.jpg'],
    ['pictures.jsonl/1.jpg', 'pictures.jsonl~/1.jpg'],
    ['a.jpg/b', 'a.jpg~/b.jpg'],
    ['.jpg', '%.jpg'],
  ];
  for (const [id, wanted] of cases) assert.equal(fileName(id, jpeg), wanted);
});

test('what is long is cut, after its folders, and no two are cut to the same', () => {
  const ids = ['a', 'b'].flatMap((last) => [
    `${'x'.repeat(255)}${last}`,
    `cat/${'x'.repeat(251)}${last}`,
    `${'d/'.repeat(127)}${last}`,
    `${'😀'.repeat(255)}${last}`,
    `${'é/'.repeat(100)}${last}`,
    `${'y'.repeat(240)}/${last}`,
  ]);
  const names = ids.map((id) => fileName(id, jpeg));
  assert.equal(new Set(names.map(nameKey)).size, ids.length);
  for (const name of names) {
    assert.ok(Buffer.byteLength(name) <= 200, name);
    for (const part of name.split('/')) assert.ok(Buffer.byteLength(part) <= 110, part);
  }
  assert.match(names[1]!, /^cat\/x{40}~[0-9a-f]{16}\.jpg$/);
});

test('names that differ in case alone are one to some systems, and get another', () => {
  assert.equal(nameKey(fileName('A.jpg', jpeg)), nameKey(fileName('a.jpg', jpeg)));
  assert.match(otherName('a.jpg', 'b/a.jpg'), /^b\/a~[0-9a-f]{16}\.jpg$/);
});
