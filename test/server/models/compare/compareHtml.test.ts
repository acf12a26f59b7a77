import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareHtml } from '../../../../server/models/compare/compareHtml.ts';
import type { Comparison } from '../../../../server/models/compare/comparison.ts';
import { same } from './fixtures.ts';

const evil = '"><script src=https://outside.example/x.js></script>&.png';
const comparison: Comparison = {
  ...same,
  candidate: { ...same.candidate, name: 'evil<b>/2' },
  queries: [
    {
      ...{ id: evil, label: '<i>cat</i>', overlap: 0 },
      present: [{ id: 'a.png', cosine: 0.9 }],
      candidate: [{ id: evil, cosine: 0.8 }],
    },
  ],
};
const reasons = [{ code: 'recall1_worse' as const, message: 'It is worse than <x>.' }];
const page = compareHtml(
  comparison,
  { passes: false, reasons },
  new Map([['a.png', Buffer.from('jpeg')]]),
);

test('names are text, wherever they stand', () => {
  assert.doesNotMatch(page, /<script|<i>|<b>\/|<x>/);
  assert.ok(page.includes('&lt;script src=https://outside.example/x.js>'));
  assert.ok(page.includes('evil&lt;b>/2 beside mine/1'));
  assert.match(page, /recall1_worse<\/b> It is worse than &lt;x>\./);
});

test('all that it shows is in it', () => {
  const sources = [...page.matchAll(/(?:src|href|url)\s*[=(]\s*"?([^")]*)/g)]
    .map(([, address]) => address!)
    .filter((address) => !address.startsWith('https://outside.example'));
  assert.ok(sources.length >= 3);
  for (const address of sources) assert.match(address, /^data:image\/jpeg;base64,/);
  assert.ok(page.includes(Buffer.from('jpeg').toString('base64')));
  assert.doesNotMatch(page, /<(?:link|iframe|object)|@import|http-equiv/);
});

test('a verdict that passes says so', () => {
  const passed = compareHtml(same, { passes: true, reasons: [] }, new Map());
  assert.match(passed, /<h2>It passes<\/h2>/);
});
