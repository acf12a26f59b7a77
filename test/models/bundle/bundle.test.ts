import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, suite, test } from 'node:test';
import {
  type BundleDraft,
  checkpointOf,
  findBundle,
  listBundles,
  modelDigest,
  publishBundle,
  readBundle,
  SelfsameError,
} from '@selfsame/models';

const draft: BundleDraft = {
  name: 'cats',
  input: { width: 16, height: 16, fit: 'cover', background: [255, 255, 255] },
  dimensions: 3,
  encoder: 'small',
  parameters: 1234,
  training: {
    codeVersion: '0.1.0',
    engine: 'cpu',
    seed: 1,
    steps: 10,
    epochs: 0.5,
    seconds: 12.5,
    config: { batch: 32 },
    dataset: { digest: 'ab', pictures: 100, skipped: 2 },
  },
  evaluation: { knn20: 0.5 },
  golden: [{ seed: 1, width: 40, height: 30, embedding: [0, 0.6, 0.8] }],
};
const graph = Buffer.from('the bytes of a graph');

const fails =
  (code: string, pattern = /./) =>
  (error: unknown) => {
    assert.ok(error instanceof SelfsameError, String(error));
    assert.equal(error.code, code);
    assert.match(`${error.message} ${error.remedy}`, pattern);
    return true;
  };

suite('bundles', () => {
  let base: string;
  let root: string;
  let count = 0;
  before(async () => {
    base = await mkdtemp(join(tmpdir(), 'selfsame-bundles-'));
  });
  beforeEach(() => {
    root = join(base, String(count++));
  });
  after(() => rm(base, { recursive: true }));

  test('a published folder is readable as any other folder is', async () => {
    const { dir } = await publishBundle(root, draft, graph);
    const plain = join(root, 'plain');
    await mkdir(plain);
    assert.equal((await stat(dir)).mode, (await stat(plain)).mode);
  });

  test('what is published is read back', async () => {
    const { card, dir, graphPath } = await publishBundle(root, draft, graph);
    assert.equal(dir, join(root, 'cats', '1'));
    assert.deepEqual(await readFile(graphPath), graph);
    const { format, version, created, graph: about, ...rest } = card;
    assert.deepEqual({ format, version }, { format: 1, version: '1' });
    assert.ok(Math.abs(Date.parse(created) - Date.now()) < 60_000);
    assert.equal(about.bytes, graph.length);
    assert.equal(modelDigest(card), about.sha256);
    assert.deepEqual(rest, draft);
    assert.deepEqual((await readBundle(dir)).card, card);
    assert.deepEqual(await readdir(join(root, 'cats')), ['1'], 'no temporary folder stays');
  });

  test('a checkpoint is kept beside the graph, and nothing depends on it', async () => {
    const weights = Buffer.from('weights and statistics');
    const bundle = await publishBundle(root, draft, graph, {
      checkpoint: (fd) => writeSync(fd, weights),
    });
    const { card, dir } = bundle;
    const path = (await checkpointOf(bundle))!;
    assert.deepEqual(await readFile(path), weights);
    assert.equal(card.checkpoint?.bytes, weights.length);
    assert.equal(modelDigest(card), card.graph.sha256);
    await writeFile(path, 'weights and statisticz');
    await assert.rejects(
      checkpointOf(bundle),
      fails('bundle_checkpoint_corrupt', /SHA-256.*graph/s),
    );
    assert.deepEqual((await readBundle(dir)).card, card);
    await rm(path);
    assert.equal(await checkpointOf(await readBundle(dir)), undefined);
    assert.equal(await checkpointOf(await publishBundle(root, draft, graph)), undefined);
  });

  test('numbers beside the graph are of the bundle, and of its digest', async () => {
    const weights = Buffer.from('more numbers than a graph may hold');
    const { input } = draft;
    const other = { ...draft, input: { ...input, pixels: 3 as const } };
    const { card, dir } = await publishBundle(root, other, graph, {
      data: (fd) => writeSync(fd, weights),
    });
    assert.equal(card.graph.data?.bytes, weights.length);
    assert.deepEqual((await readBundle(dir)).card, card);
    const alone = await publishBundle(root, other, graph);
    assert.notEqual(modelDigest(card), modelDigest(alone.card));
    const path = join(dir, 'encoder.onnx_data');
    await writeFile(path, 'more numbers than a graph may hole');
    await assert.rejects(readBundle(dir), fails('bundle_corrupt', /onnx_data.*SHA-256/s));
    await rm(path);
    await assert.rejects(readBundle(dir), fails('bundle_corrupt', /onnx_data.*ENOENT/s));
  });

  test('one graph with two rules makes two models, and older rules know no new keys', async () => {
    const digestWith = async (rule: object) => {
      const input = { ...draft.input, ...rule };
      return modelDigest((await publishBundle(root, { ...draft, input }, graph)).card);
    };
    const digests = [{}, { pixels: 2 }, { pixels: 3 }, { pixels: 3, resize: 20 }];
    const more = [
      { pixels: 3, resampling: 'area' },
      { pixels: 3, fit: 'fill' },
      { pixels: 4, resize: 20 },
    ];
    const found = await Promise.all([...digests, ...more].map(digestWith));
    assert.equal(new Set(found).size, found.length);
    for (const [rule, problem] of [
      [{ pixels: 2, resize: 20 }, /input\.resize: is for "pixels": 3 or 4/],
      [{ resampling: 'area' }, /input\.resampling: is for "pixels": 3 or 4/],
      [{ pixels: 3, resize: 15 }, /less than what is cut out/],
      [{ pixels: 3, resize: 20, fit: 'contain' }, /does not go with "contain"/],
    ] as const)
      await assert.rejects(digestWith(rule), fails('bundle_invalid', problem));
  });

  test('a bundle was trained or imported', async () => {
    const { training, ...rest } = draft;
    const imported = {
      codeVersion: '0.1.0',
      files: [{ name: 'cats.onnx', sha256: '0'.repeat(64), bytes: 1 }],
      settings: { mean: [0, 0, 0] },
    };
    const { card } = await publishBundle(root, { ...rest, imported }, graph);
    assert.deepEqual(card.imported, imported);
    for (const wrong of [rest, { ...draft, imported }])
      await assert.rejects(
        publishBundle(root, wrong, graph),
        fails('bundle_invalid', /one of the two/),
      );
  });

  test('a checkpoint that cannot be written leaves nothing behind', async () => {
    const full = () => {
      throw new Error('the disk is full');
    };
    await assert.rejects(
      publishBundle(root, draft, graph, { checkpoint: full }),
      /the disk is full/,
    );
    assert.deepEqual(await readdir(root), []);
  });

  test('a file in the way of its folder is told, and stays', async () => {
    await mkdir(root);
    await writeFile(join(root, 'cats'), 'mine');
    await assert.rejects(publishBundle(root, draft, graph), fails('folder_unwritable'));
    assert.equal(await readFile(join(root, 'cats'), 'utf8'), 'mine');
  });

  test('publishing again gives the next version, also side by side', async () => {
    const published = await Promise.all([1, 2, 3, 4].map(() => publishBundle(root, draft, graph)));
    const versions = published.map(({ card }) => card.version).sort();
    assert.deepEqual(versions, ['1', '2', '3', '4']);
  });

  test('an existing version is never overwritten', async () => {
    const { dir } = await publishBundle(root, { ...draft, version: '7' }, graph);
    const again = publishBundle(root, { ...draft, version: '7' }, Buffer.from('other'));
    await assert.rejects(again, fails('bundle_exists'));
    assert.deepEqual(await readFile(join(dir, 'encoder.onnx')), graph);
    assert.equal((await publishBundle(root, draft, graph)).card.version, '8');
  });

  test('versions are in numeric order, names in alphabetic order', async () => {
    for (const version of ['2', '10', '9']) await publishBundle(root, { ...draft, version }, graph);
    await publishBundle(root, { ...draft, name: 'birds' }, graph);
    const { bundles, broken } = await listBundles(root);
    const references = bundles.map(({ card }) => `${card.name}/${card.version}`);
    assert.deepEqual(references, ['birds/1', 'cats/2', 'cats/9', 'cats/10']);
    assert.deepEqual(broken, []);
    assert.equal((await findBundle(root, 'cats')).card.version, '10');
    assert.equal((await findBundle(root, 'cats/9')).card.version, '9');
    assert.equal((await findBundle('/none', join(root, 'cats', '2'))).card.version, '2');
    assert.equal((await findBundle('/none', join(root, 'cats'))).card.version, '10');
  });

  test('what is not there is told with what is', async () => {
    await assert.rejects(findBundle(root, 'cats'), fails('bundle_not_found', /no bundles yet/));
    await publishBundle(root, draft, graph);
    for (const reference of ['dogs', 'cats/2', 'cats/one', '../cats', '/none', '']) {
      await assert.rejects(findBundle(root, reference), fails('bundle_not_found', /cats\/1/));
    }
    await assert.rejects(readBundle(join(root, 'none')), fails('bundle_not_found'));
    assert.deepEqual(await listBundles(join(root, 'none')), { bundles: [], broken: [] });
  });

  test('of several folders the first that has a name decides, and all are listed', async () => {
    const [first, second] = [join(root, 'first'), join(root, 'second')];
    await publishBundle(first, draft, graph);
    for (const version of ['1', '2']) await publishBundle(second, { ...draft, version }, graph);
    const both = [first, second];
    assert.equal((await findBundle(both, 'cats')).dir, join(first, 'cats', '1'));
    assert.equal((await findBundle(both, 'cats/1')).dir, join(first, 'cats', '1'));
    assert.equal((await findBundle(both, 'cats/2')).dir, join(second, 'cats', '2'));
    const missing = findBundle(both, 'dogs');
    await assert.rejects(missing, fails('bundle_not_found', /Name one of: cats\/1, cats\/2\./));
    assert.equal((await listBundles(both)).bundles.length, 3);
  });

  test('a half-copied bundle is not seen', async () => {
    const { dir } = await publishBundle(root, draft, graph);
    await mkdir(join(root, 'cats', '2'));
    await cp(join(dir, 'encoder.onnx'), join(root, 'cats', '2', 'encoder.onnx'));
    assert.equal((await listBundles(root)).bundles.length, 1);
    assert.deepEqual((await listBundles(root)).broken, []);
    assert.equal((await findBundle(root, 'cats')).card.version, '1');
    assert.equal((await publishBundle(root, draft, graph)).card.version, '3');
  });

  test('a damaged graph is refused, and no older version is taken in its stead', async () => {
    await publishBundle(root, draft, graph);
    const { dir, graphPath } = await publishBundle(root, draft, graph);
    const damages = [Buffer.from('the bytes of b graph'), graph.subarray(0, 5), null];
    for (const damage of damages) {
      await rm(graphPath);
      if (damage) await writeFile(graphPath, damage);
      await assert.rejects(readBundle(dir), fails('bundle_corrupt'));
      await assert.rejects(findBundle(root, 'cats'), fails('bundle_corrupt'));
      const { bundles, broken } = await listBundles(root);
      assert.deepEqual(
        bundles.map(({ card }) => card.version),
        ['1'],
      );
      assert.deepEqual(
        broken.map(({ error }) => error.code),
        ['bundle_corrupt'],
      );
    }
  });

  test('what cannot be read or has no end is told, and the others are seen', async () => {
    await publishBundle(root, draft, graph);
    const { dir, graphPath } = await publishBundle(root, draft, graph);
    const folderOf = async (name: string) => {
      const made = join(root, name, '1');
      await mkdir(made, { recursive: true });
      return join(made, 'model.json');
    };
    await symlink('loop', join(root, 'loop'));
    await symlink('/dev/zero', await folderOf('zero'));
    execFileSync('mkfifo', [await folderOf('pipe')]);
    await mkdir(await folderOf('folder'));
    await symlink('7', join(root, 'cats', '7'));
    await rm(graphPath);
    execFileSync('mkfifo', [graphPath]);
    const { bundles, broken } = await listBundles(root);
    assert.deepEqual(
      bundles.map((one) => one.dir),
      [join(root, 'cats', '1')],
    );
    assert.deepEqual(broken.map((one) => [one.dir.slice(root.length + 1), one.error.code]).sort(), [
      ['cats/2', 'bundle_corrupt'],
      ['cats/7', 'bundle_unreadable'],
      ['folder/1', 'bundle_invalid'],
      ['loop', 'bundle_unreadable'],
      ['pipe/1', 'bundle_invalid'],
      ['zero/1', 'bundle_invalid'],
    ]);
    await assert.rejects(readBundle(dir), fails('bundle_corrupt', /it is a named pipe/));
    await assert.rejects(findBundle(root, 'pipe'), fails('bundle_invalid', /is a named pipe/));
    await assert.rejects(findBundle(root, 'loop'), fails('bundle_unreadable', /ELOOP/));
    await assert.rejects(findBundle(root, 'dogs'), fails('bundle_not_found', /cats\/1/));
    const checkpoint = await publishBundle(root, draft, graph, {
      checkpoint: (fd) => writeSync(fd, graph),
    });
    await rm(join(checkpoint.dir, 'checkpoint.safetensors'));
    execFileSync('mkfifo', [join(checkpoint.dir, 'checkpoint.safetensors')]);
    await assert.rejects(
      checkpointOf(checkpoint),
      fails('bundle_checkpoint_corrupt', /a named pipe/),
    );
  });

  test('a model.json that does not say what it has to is refused with each problem', async () => {
    const { card, dir } = await publishBundle(root, draft, graph);
    const wrong: [string, RegExp][] = [
      ['{', /JSON/],
      ['null', /expected object/],
      [JSON.stringify({ ...card, format: 2 }), /later version/],
      [JSON.stringify({ ...card, dimensions: 4 }), /golden\.0\.embedding: has 3 values for 4/],
      [JSON.stringify({ ...card, golden: [], input: {} }), /input\.width.*golden/],
      [JSON.stringify({ ...card, graph: { ...card.graph, file: '../x' } }), /graph\.file/],
    ];
    for (const [text, pattern] of wrong) {
      await writeFile(join(dir, 'model.json'), text);
      await assert.rejects(readBundle(dir), fails('bundle_invalid', pattern));
    }
    await writeFile(join(dir, 'model.json'), JSON.stringify({ ...card, later: 'addition' }));
    assert.deepEqual((await readBundle(dir)).card, card);
  });

  test('a bundle in a folder of another name is refused there, and read by its path', async () => {
    const { dir } = await publishBundle(root, draft, graph);
    await cp(dir, join(root, 'dogs', '5'), { recursive: true });
    await assert.rejects(findBundle(root, 'dogs'), fails('bundle_invalid', /cats\/1/));
    assert.equal((await listBundles(root)).broken.length, 1);
    assert.equal((await readBundle(join(root, 'dogs', '5'))).card.name, 'cats');
  });

  test('a draft that could not be read back is not published', async () => {
    for (const name of ['', '..', 'a/b', 'Cats', '.hidden']) {
      await assert.rejects(
        publishBundle(root, { ...draft, name }, graph),
        fails('bundle_invalid', /name/),
      );
    }
    await assert.rejects(
      publishBundle(root, { ...draft, version: '01' }, graph),
      fails('bundle_invalid', /version/),
    );
    assert.deepEqual((await listBundles(root)).bundles, []);
  });
});
