import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Filter } from '@selfsame/client';
import { sortOut } from '../../page/add/found.ts';
import { type Address, formatAddress, parseAddress } from '../../page/address/format.ts';
import { fieldsOf, pathOf } from '../../page/filter/fields.ts';
import { filterOfRows, rowsOfFilter, scalarOf } from '../../page/filter/rows.ts';
import {
  apart,
  around,
  inView,
  moved,
  nearestTo,
  placeOf,
  whole,
  zoomed,
} from '../../page/map/geometry.ts';

test('an address is what it was made of', () => {
  const address: Address = {
    ...{
      view: 'search',
      collection: 'album',
      like: 'a/b c&d?#é.png',
      picture: undefined,
      text: undefined,
    },
    ...{ filter: { field: 'kind', eq: 'x&y' }, k: 48, score: undefined, item: undefined },
  };
  assert.deepEqual(parseAddress(formatAddress(address), 'default'), address);
  assert.equal(parseAddress('', 'last').collection, 'last');
  const strange = parseAddress('#/nowhere?filter={&k=many', 'default');
  assert.deepEqual([strange.view, strange.filter, strange.k], ['search', undefined, undefined]);
  assert.equal(parseAddress('#/browse?filter=null', 'default').filter, undefined);
});

test('a filter is the lines of a form, as far as a form can show it', () => {
  const shown: Filter[] = [
    { field: 'kind', eq: 'plant' },
    {
      and: [
        { field: ['camera', 'maker'], startsWith: 'n' },
        { field: 'year', gte: 1900 },
      ],
    },
    { and: [{ not: { field: 'kind', eq: null } }, { field: 'tags', exists: false }] },
  ];
  for (const filter of shown) assert.deepEqual(filterOfRows(rowsOfFilter(filter)!), filter);
  const others: Filter[] = [
    { or: [{ field: 'a', eq: 1 }] },
    { field: 'a', gt: 1, lt: 3 },
    { field: 'a', in: [1, 2] },
    { not: { not: { field: 'a', eq: 1 } } },
  ];
  for (const filter of others) assert.equal(rowsOfFilter(filter), null);
  assert.equal(filterOfRows([{ path: [''], operator: 'eq', value: '' }]), undefined);
});

test('fields and values that occur are known, however deep they lie', () => {
  const fields = fieldsOf([
    { kind: 'plant', camera: { maker: 'none' }, tags: ['sea', 'harbour'] },
    { kind: 'plant', year: 1865 },
    { kind: 'boat' },
  ]);
  const [kind] = fields;
  assert.deepEqual(kind, { path: ['kind'], label: 'kind', values: ['plant', 'boat'] });
  assert.deepEqual(pathOf('camera › maker', fields), ['camera', 'maker']);
  assert.deepEqual(pathOf('a.b', fields), ['a.b']);
  assert.deepEqual(fields.find(({ label }) => label === 'tags')!.values, ['sea', 'harbour']);
});

test('of a map, what is in view, near and drawn around is known, and stays where it is', () => {
  const points = { ids: ['a', 'b', 'c'], x: [0, 0.5, 1], y: [0, 0.5, 0.2] };
  const size = { width: 648, height: 448 };
  const all = whole(size);
  assert.deepEqual(inView(points, all, size), [0, 1, 2]);
  assert.deepEqual(placeOf(points, 1, all), [324, 224]);
  const at = placeOf(points, 2, all);
  const close = zoomed(all, 8, at, size);
  assert.deepEqual(placeOf(points, 2, close).map(Math.round), at.map(Math.round));
  assert.deepEqual(inView(points, close, size), [2]);
  assert.equal(zoomed(close, 1e9, at, size).scale, zoomed(close, 1e12, at, size).scale);
  const [x, y] = placeOf(points, 2, moved(close, 30, -20, size));
  assert.deepEqual([Math.round(x - at[0]), Math.round(y - at[1])], [30, -20]);
  // It cannot be lost.
  const away = moved(all, 1e6, 1e6, size);
  assert.ok(away.left < size.width && away.top < size.height);
  assert.equal(nearestTo(points, [0, 1, 2], all, [330, 220], 20), 1);
  assert.equal(nearestTo(points, [0, 1, 2], all, [400, 220], 20), null);
  // An L, which has the second outside its corner.
  const l = [
    [-0.1, -0.1],
    [1.1, -0.1],
    [1.1, 0.3],
    [0.2, 0.3],
    [0.2, 1],
    [-0.1, 1],
  ] as const;
  assert.deepEqual(around(points, l), [0, 2]);
  assert.deepEqual(around(points, []), []);
  assert.deepEqual(apart(points, [0, 1, 2], all, 250), [0, 2]);
});

test('what is typed is a number where numbers are', () => {
  assert.equal(scalarOf('1865', [1865, 1900]), 1865);
  assert.equal(scalarOf('1866', [1865]), 1866);
  assert.equal(scalarOf('12', ['12', 'b']), '12');
  assert.equal(scalarOf('7', ['12']), '7');
  assert.equal(scalarOf('true', []), true);
  assert.equal(scalarOf('', []), '');
});

test('of a folder each file has its path in it as its id; what is no picture is left out', () => {
  const file = (path: string, type = 'image/png', size = 9) => ({
    path,
    file: { type, size } as File,
  });
  const { pictures, leftOut } = sortOut([
    file('album/a.png'),
    file('album/sub/b.heic', ''),
    file('album/.hidden/c.png'),
    file('album/notes.txt', 'text/plain'),
    file('album/empty.png', 'image/png', 0),
  ]);
  assert.deepEqual(
    pictures.map(({ id }) => id),
    ['a.png', 'sub/b.heic'],
  );
  assert.deepEqual(
    leftOut.map(({ reason }) => reason),
    ['hidden', 'no picture but text/plain', 'empty'],
  );
  const two = sortOut([file('one/a.png'), file('two/a.png')]);
  assert.deepEqual(
    two.pictures.map(({ id }) => id),
    ['one/a.png', 'two/a.png'],
  );
  assert.equal(sortOut([file('a.png')]).pictures[0]!.id, 'a.png');
});
