import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readBundle } from '@selfsame/models';
import { openAlone } from '../../../server/client/alone.ts';
import { type Case, fixed, importCase, kinds, servedKind } from './cases.ts';
import { cosine, pictures } from './direct.ts';
import { constant, dimensions, side, trunk, types, value } from './graphs.ts';
import { endWith, node, withTokens } from './variants.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-import-'));
after(() => rmSync(root, { recursive: true }));
const plain = await trunk();

const cases: readonly (Case & {
  /** What the bundle is to say of batches. */
  readonly batches?: string;
})[] = [
  ...kinds.filter(({ name, isFolder }) => name !== servedKind && !isFolder),
  {
    name: 'pixels-of-255',
    make: () => {},
    flags: {
      scale: 1,
      mean: plain.mean.map((one) => one * 255).join(),
      std: plain.std.map((one) => one * 255).join(),
      fit: 'fill',
    },
    way: { squash: true },
  },
  {
    name: 'batch-1-reshaped',
    make: (source) => {
      fixed(1)(source);
      source.graph.initializer.push(constant('to', [2], BigInt64Array.of(1n, 384n)));
      const reshape = node('Reshape', [source.features, 'to'], 'flat');
      endWith(source.graph, [reshape], value('flat', types.float, 1, dimensions));
    },
    way: { output: 'flat' },
    batches: 'reshaped',
  },
  {
    name: 'batch-2-for-good',
    make: (source) => {
      withTokens(source, 2);
      source.graph.input = [value('x', types.float, 2, 3, side, side)];
      const more = new Float32Array(2 * dimensions).fill(0.5);
      source.graph.initializer.push(constant('register', [2, 1, dimensions], more));
      const concat = node('Concat', ['tokens', 'register'], 'all', {
        ...{ name: 'axis', type: 2, i: 1 },
      });
      endWith(source.graph, [concat], value('all', types.float, 2, 10, dimensions));
    },
    flags: { pool: 'mean' },
    way: { output: 'all', batch: 2, pool: 'mean tokens' },
    batches: 'in batches',
  },
  {
    name: 'tokens-cls',
    make: (source) => withTokens(source),
    flags: { pool: 'cls' },
    way: { output: 'tokens', pool: 'cls' },
  },
  {
    name: 'map',
    make: ({ graph, map }) => endWith(graph, [], value(map, types.float, 'N', dimensions, 3, 3)),
    flags: { pool: 'mean' },
    way: { output: plain.map, pool: 'mean map' },
  },
  {
    name: 'two-outputs',
    make: ({ graph, features }) => {
      graph.output.push(value(features, types.float, 'N', dimensions));
    },
    flags: { output: plain.features },
    way: { output: plain.features },
  },
  { name: 'of-length-1', make: () => {}, flags: { noNormalise: true } },
];

for (const one of cases)
  test(`an imported graph gives what it gives by itself: ${one.name}`, async () => {
    const { bundle, embedDirectly, least } = await importCase(root, one);
    const expected = await embedDirectly();
    const alone = await openAlone(await readBundle(bundle.dir));
    for (const [i, picture] of pictures.entries()) {
      const found = cosine(await alone.embed(picture), expected[i]!);
      assert.ok(found >= least, `picture ${i}: ${found}`);
    }
    await alone.close();
    const { imported } = bundle.card;
    if (one.batches !== undefined) assert.equal(imported!.settings.batches, one.batches);
    // The pictures are different ones, so that nothing passes by giving always the same.
    assert.ok(cosine(expected[0]!, expected[1]!) < 0.99);
  });
