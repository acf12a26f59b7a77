import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { type Bundle, findBundle, goldenPicture, SelfsameError } from '@selfsame/models';
import { modelsWithTrainer } from '../../../cli/models.ts';
import { openAlone } from '../../../server/client/alone.ts';
import { openText } from '../../../server/embed/text/openText.ts';
import { adapt } from '../../../trainer/adapt.ts';
import { whiten } from '../../../trainer/whiten.ts';
import { writeColours } from '../../models/import/colours.ts';
import { encode, trunk } from '../../models/import/graphs.ts';
import { startSelfsame } from '../../server/client/selfsame.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-derive-'));
after(() => rmSync(root, { recursive: true, force: true }));
const [models, data, cache] = ['models', 'pictures', 'cache'].map((name) => join(root, name)) as [
  string,
  string,
  string,
];
const flags = ['--data', data, '--models', models, '--cache', cache, '--label', 'folder'];
/** Of which a fifth is kept to measure by. */
const count = 60;
let path = '';
let importing: string[] = [];

before(async () => {
  const { graph, mean, std } = await trunk();
  path = join(root, 'model.onnx');
  writeFileSync(path, encode(graph));
  importing = ['import', path, '--mean', mean.join(), '--std', std.join()];
  for (let i = 0; i < count; i++) {
    const folder = join(data, `kind${i % 2}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${i}.png`), await goldenPicture(i, 40, 40));
  }
});

const refusedWith = (code: string, says: RegExp) => (error: unknown) => {
  assert.ok(error instanceof SelfsameError, String((error as Error).stack));
  assert.equal(error.code, code, error.message);
  assert.match(error.message, says);
  return true;
};

const versions = () => readdirSync(join(models, 'own')).sort();

/** Of some pictures; a bundle that does not give its golden vectors is not opened. */
async function embedWith(bundle: Bundle): Promise<Float32Array[]> {
  const alone = await openAlone(bundle);
  const rows: Float32Array[] = [];
  for (let i = 0; i < count; i++) rows.push(await alone.embed(await goldenPicture(i, 40, 40)));
  await alone.close();
  return rows;
}

/** Mean cosine of two different rows. */
function meanCosine(rows: readonly Float32Array[]): number {
  let sum = 0;
  for (const a of rows)
    for (const b of rows) if (a !== b) sum += a.reduce((dot, one, i) => dot + one * b[i]!, 0);
  return sum / (rows.length * (rows.length - 1));
}

const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, one, i) => sum + one * b[i]!, 0);

function correlation(a: readonly number[], b: readonly number[]): number {
  const centred = (values: readonly number[]) => {
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    return Float32Array.from(values, (one) => one - mean);
  };
  const [x, y] = [centred(a), centred(b)];
  return cosine(x, y) / Math.sqrt(cosine(x, x) * cosine(y, y));
}

/** What is printed meanwhile. */
async function printed(context: TestContext, work: Promise<void>): Promise<string> {
  const { mock } = context.mock.method(console, 'log', () => {});
  await work;
  const lines = mock.calls.map(({ arguments: [line] }) => line);
  mock.restore();
  return lines.join('\n');
}

test('an import is whitened by pictures as its second version, which tells what it is of', async (context) => {
  const importBy = (pictures: string) =>
    modelsWithTrainer([...importing, '--name', 'own', '--models', models, '--whiten', pictures]);
  const nowhere = importBy(join(root, 'none'));
  await assert.rejects(nowhere, refusedWith('command_failed', /no pictures to whiten by.*none/));
  assert.ok(!existsSync(models));

  const out = await printed(context, importBy(data));
  assert.match(out, /own view/);
  assert.match(out, /by 12 pictures that it did not learn from/);
  assert.deepEqual(versions(), ['1', '2']);
  const [first, second] = [await findBundle(models, 'own/1'), await findBundle(models, 'own/2')];
  const [step] = second.card.derived!;
  assert.equal(step!.from, 'own/1');
  assert.equal(step!.graph, first.card.graph.sha256);
  assert.equal(step!.how, 'whitened');
  assert.equal(step!.dataset.pictures, count - 12);
  assert.deepEqual(second.card.imported, first.card.imported);
  assert.equal(second.card.evaluation.heldOut, 12);
  assert.ok(second.card.duplicates !== undefined);
  // What all pictures share counts no longer.
  const [before, after] = [meanCosine(await embedWith(first)), meanCosine(await embedWith(second))];
  assert.ok(before > 0.1 && Math.abs(after) < 0.05, `${before} ${after}`);
});

test('fewer dimensions are those that tell pictures apart the most', async () => {
  await whiten(['own/1', ...flags, '--dimensions', '16']);
  const { card } = await findBundle(models, 'own/3');
  assert.equal(card.dimensions, 16);
  assert.ok('original.knn20' in card.evaluation);
  await assert.rejects(
    whiten(['own/1', ...flags, '--dimensions', '100']),
    refusedWith('config_invalid', /--dimensions: 384 dimensions and 48 pictures give at most 47/),
  );
});

const adapting = ['--model', 'own/1', ...[...flags, '--pairs', '1']];

test('a map that is learned goes on with the views that were embedded, and is published', async (context) => {
  const broken = startSelfsame(['adapt', ...adapting, '--steps', '100000']);
  await broken.said(/^adapt \d+\/100000/m);
  broken.child.kill('SIGINT');
  const ended = await broken.ended;
  assert.equal(ended.code, 130, ended.err);
  assert.match(ended.err, /the same command goes on/);
  const views = join(cache, 'views', readdirSync(join(cache, 'views'))[0]!);
  const times = () => readdirSync(views).map((name) => statSync(join(views, name)).mtimeMs);
  const kept = times();

  const more = ['--steps', '40', '--layers', '2', '--publish', 'anyway'];
  const out = await printed(context, adapt([...adapting, ...more]));
  assert.deepEqual(times(), kept);
  assert.match(out, /adapted is +(no better|better|worse) +(no better|better|worse)/);
  assert.match(out, /own\/4: 47 dimensions, published/);
  const adapted = await findBundle(models, 'own/4');
  const [step] = adapted.card.derived!;
  assert.equal(step!.how, 'adapted');
  assert.equal(step!.settings.layers, 2);
  assert.ok(Math.abs(meanCosine(await embedWith(adapted))) < 0.05);
});

test('one that finds pictures less well is not published, nor what cannot be learned from', async () => {
  for (const [more, code, says] of [
    [['--steps', '8', '--dimensions', '2'], 'adapted_worse', /own\/1 finds pictures better/],
    [
      ['--dimensions', '500'],
      'config_invalid',
      /--dimensions: by a linear map, 384 dimensions and 48 pictures give at most 47/,
    ],
  ] as const)
    await assert.rejects(adapt([...adapting, ...more]), refusedWith(code, says));
  const nowhere = ['--model', 'own', '--models', models, '--data', join(root, 'none')];
  await assert.rejects(adapt(nowhere), refusedWith('dataset_missing', /none/));
  const few = ['own', '--models', models, '--cache', cache, '--data', data, '--limit', '5'];
  await assert.rejects(whiten(few), refusedWith('pictures_too_few', /has 5 .* at least 10/));
  assert.deepEqual(versions(), ['1', '2', '3', '4']);
});

test('an encoder in 8 bits finds what it found before, and says how near it is to that', async (context) => {
  const quantise = (bundle: string) =>
    modelsWithTrainer(['quantise', bundle, ...flags, '--limit', '40']);
  const out = await printed(context, quantise('own/1'));
  assert.match(out, /own\/5: 1\.\d MB in the place of 4\.1 MB, published/);
  const [before, after] = [await findBundle(models, 'own/1'), await findBundle(models, 'own/5')];
  const rows = [await embedWith(before), await embedWith(after)] as const;
  const cosines = rows[0].map((row, i) => cosine(row, rows[1][i]!));
  assert.ok(Math.min(...cosines) > 0.97, `${Math.min(...cosines)}`);
  assert.ok(after.card.evaluation.cosine! > 0.98);
  assert.equal(after.card.derived![0]!.how, 'quantised');
  await assert.rejects(quantise('own/5'), refusedWith('quantise_unsuited', /8 bits already/));
});

test('words find by a whitened encoder what they found before, and numbers of their graph go along', async () => {
  const folder = join(root, 'colours');
  writeColours(folder, true);
  const from = ['import', folder, '--name', 'colours', '--models', models, '--with-text'];
  await modelsWithTrainer([...from, '--whiten', data]);
  const [plain, whitened] = [
    await findBundle(models, 'colours/1'),
    await findBundle(models, 'colours/2'),
  ];
  assert.ok(plain.card.text!.graph.data && whitened.card.text!.graph.data);
  assert.equal(plain.card.imported!.files.at(-1)!.name, 'model.onnx_data');
  const words = ['red', 'green', 'blue', 'a red blue boat'];
  /** Of each text with each picture. */
  const scoresOf = async (bundle: Bundle) => {
    const [graphPath, tokenizerPath] = ['text.onnx', 'tokenizer.json'].map((file) =>
      join(bundle.dir, file),
    ) as [string, string];
    const embed = await openText({ graphPath, tokenizerPath, card: bundle.card.text!, threads: 1 });
    const { text, embedding } = bundle.card.text!.golden;
    assert.ok(cosine((await embed(text))!, Float32Array.from(embedding)) > 0.9999);
    const rows = await embedWith(bundle);
    return Promise.all(
      words.map(async (word) => {
        const vector = (await embed(word))!;
        return rows.map((row) => cosine(row, vector));
      }),
    );
  };
  const [before, after] = [await scoresOf(plain), await scoresOf(whitened)];
  for (const [i, scores] of before.entries()) {
    const alike = correlation(scores, after[i]!);
    assert.ok(alike > 0.9, `${words[i]}: ${alike}`);
  }
});
