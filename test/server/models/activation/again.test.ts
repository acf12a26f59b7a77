import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { childPids, residentMiB } from '../../../processes.ts';
import { picture, startProcess, temporaryFolder } from '../../helpers.ts';
import { publishStandIn } from '../../standIn.ts';

/** ACTIVATIONS=50 for as many as a release is tried with. */
const times = Number(process.env.ACTIVATIONS ?? 8);
const models = await temporaryFolder();
const data = await temporaryFolder();
const first = await publishStandIn(models, 'mine', 'one');
await publishStandIn(models, 'mine', 'two', 60);
const at = '/v1/collections/default';
const count = 20;

/** What the test looks at of any answer. */
interface Answer {
  readonly id: string;
  readonly state: string;
  readonly error: unknown;
  readonly model: string;
  readonly results: readonly { readonly id: string }[];
  readonly of_other_models: number;
  readonly data: readonly unknown[];
}

test(`${times} activations back and forth leave nothing behind`, async (t) => {
  if (childPids('') === null) return t.skip('only Linux tells of memory and processes');
  const flags = ['--model', first.dir, '--models', models, '--data', data, '--port', '0'];
  const { child, url } = startProcess(...flags, '--threads', '1', '--deadline-ms', '1000');
  const address = await url;
  const ask = async (method: string, path: string, body?: object | Buffer) => {
    const isPicture = Buffer.isBuffer(body);
    const answer = await fetch(`${address}${path}`, {
      method,
      ...(body && { body: isPicture ? new Uint8Array(body) : JSON.stringify(body) }),
      ...(body && !isPicture && { headers: { 'Content-Type': 'application/json' } }),
    });
    const json = (await answer.json()) as Answer;
    assert.ok(answer.ok, JSON.stringify(json));
    return json;
  };
  const pictures = await Promise.all(Array.from({ length: count }, (_, i) => picture(i)));
  // Many times, so that heaps have grown to what they need before anything is measured.
  for (let n = 0; n < 20; n++)
    await Promise.all(pictures.map((one, i) => ask('PUT', `${at}/items/p${i}`, one)));

  const processes = () => childPids('embed/inference/worker.ts', child.pid)!.length;

  /** By then heaps have grown to what they need. */
  const warm = 5;
  const after = new Map<number, number>();
  for (let n = 1; n <= times; n++) {
    const version = 1 + (n % 2);
    // Every other time all is embedded anew; else what was kept is taken.
    if (n % 4 < 2) await ask('DELETE', `/v1/models/mine/${version}/vectors`);
    const { id } = await ask('POST', `/v1/models/mine/${version}/activate`, { force: true });
    for (;;) {
      const job = await ask('GET', `/v1/jobs/${id}`);
      assert.notEqual(job.state, 'failed', JSON.stringify(job.error));
      if (job.state === 'done') break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const body = await ask('POST', `${at}/search?k=1`, pictures[n % count]!);
    assert.deepEqual([body.model, body.results[0]!.id], [`mine/${version}`, `p${n % count}`]);
    after.set(n, residentMiB(child.pid!));
  }
  const told = [warm, times].map((n) => `${after.get(n)!.toFixed(0)} MiB after ${n}`).join(', ');
  t.diagnostic(`resident memory: ${told}`);
  assert.ok(after.get(times)! < 1.1 * after.get(warm)!, told);
  assert.ok(processes() <= 2);
  const { of_other_models: kept } = await ask('GET', at);
  assert.ok([0, count].includes(kept));
  const graphs = readdirSync(join(data, 'ann')).length;
  assert.equal(graphs, 0);
  const jobs = (await ask('GET', '/v1/jobs')).data.length;
  assert.ok(jobs <= 21);
  // Once its vectors are dropped, the other encoder goes as well.
  const other = 1 + ((times + 1) % 2);
  await ask('DELETE', `/v1/models/mine/${other}/vectors`);
  while (processes() > 1) await new Promise((resolve) => setTimeout(resolve, 50));
});
