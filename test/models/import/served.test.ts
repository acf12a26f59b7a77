import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { goldenPicture } from '@selfsame/models';
import { importEncoder, importFlags } from '@selfsame/models/import';
import { loadGraph } from '../../../server/client/models/loadGraph.ts';
import { selfsame } from '../../server/client/selfsame.ts';
import { startServer } from '../../server/helpers.ts';
import { cosine, embedDirectly, pictures } from './direct.ts';
import { trunk } from './graphs.ts';
import { withTokens, writeExternal } from './variants.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-served-'));
after(() => rmSync(root, { recursive: true }));
const models = join(root, 'models');
const source = await trunk();
const { mean, std } = source;

/** Tokens of a graph whose numbers lie beside it: what is furthest from what is trained here. */
const path = join(root, 'tokens.onnx');
withTokens(source);
writeExternal(path, source.graph);
const bundle = await importEncoder({
  path,
  flags: importFlags.parse({
    ...{ name: 'tokens', models, mean: mean.join(), std: std.join() },
    ...{ pool: 'mean', resizeShorter: 32, resampling: 'bicubic', licence: 'MIT' },
  }),
  call: 'models import',
  load: loadGraph,
  say: () => {},
});

test('what is imported is served, indexed and searched as any other', async () => {
  const { http } = await startServer({ bundle });
  const way = { mean, std, input: 'x', output: 'tokens', pool: 'mean tokens' } as const;
  const expected = await embedDirectly(path, { ...way, shorter: 32, resampling: 'bicubic' });
  for (const [i, picture] of pictures.entries()) {
    const { body } = await http.post('/v1/embeddings').type('image/png').send(picture).expect(200);
    assert.equal(body.model, 'tokens/1');
    assert.ok(cosine(body.data[0].embedding, expected[i]!) >= 0.9995);
    await http
      .put(`/v1/collections/default/items/p${i}`)
      .type('image/png')
      .send(picture)
      .expect(201);
  }
  const { body } = await http
    .post('/v1/collections/default/search')
    .type('image/png')
    .send(pictures[1]!)
    .expect(200);
  assert.equal(body.results[0].id, 'p1');
  assert.ok(body.results[0].score > 0.999);
  const told = await http.get('/v1/models/tokens').expect(200);
  assert.equal(told.body.input.resize, 32);
  assert.equal(told.body.input.resampling, 'bicubic');
});

test('it is compared with one that was trained, and evaluated beside raw pixels', async () => {
  const data = join(root, 'pictures');
  for (const [label, seed] of [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2].entries()) {
    mkdirSync(join(data, `class${seed}`), { recursive: true });
    const picture = await goldenPicture(label * 2 + seed, 60, 48);
    writeFileSync(join(data, `class${seed}/${label}.png`), picture);
  }
  const compared = await selfsame(
    ...['models', 'compare', 'cifar10-small', join(models, 'tokens/1')],
    ...['--data', data, '--label', 'folder'],
  );
  assert.match(compared.out, /tokens\/1/, compared.err);
  assert.match(compared.out, /passes|is refused/);
  const json = join(root, 'figures.json');
  const evaluated = await selfsame(
    ...['evaluate', '--model', join(models, 'tokens/1'), '--data', data],
    ...['--cache', join(root, 'cache'), '--json', json],
  );
  assert.equal(evaluated.code, 0, evaluated.err);
  assert.match(evaluated.out, /tokens\/1/);
  assert.doesNotMatch(evaluated.out, /untrained/);
});
