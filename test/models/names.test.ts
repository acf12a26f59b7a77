import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printable } from '../../models/index.ts';

test('a name does nothing to the terminal that it is printed on', () => {
  assert.equal(printable('a\x1b[2J\nb\u009bc.jpg'), 'a\\x1b[2J\\x0ab\\x9bc.jpg');
  assert.equal(printable('Füße – 写真.jpg'), 'Füße – 写真.jpg');
});
