import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { createApp } from '../../../server/app.ts';
import { loadConfig } from '../../../server/config/load.ts';
import { drain, listen } from '../../../server/http/listen.ts';
import { CollectionModels } from '../../../server/models/CollectionModels.ts';
import { startServices } from '../../../server/startServices.ts';
import type { Store } from '../../../server/store/contract/Store.ts';
import type { Rate } from './contender.ts';

/** The same searches over HTTP, asked from another process. */
export async function overHttp(
  store: Store,
  model: string,
  queries: readonly Float32Array[],
  seconds: number,
): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'selfsame-bench-'));
  const config = loadConfig(['--data', join(folder, 'data'), '--threads', '1'], {})!;
  const services = await startServices(config, pino({ level: 'silent' }));
  try {
    // The encoder has another number of dimensions, and nothing to do here.
    const serving = { ...services.encoders.serving };
    const { card } = serving.bundle;
    const graph = { ...card.graph, sha256: model };
    const other = { ...card, graph, dimensions: queries[0]!.length };
    const named = { ...serving, bundle: { ...serving.bundle, card: other } };
    const encoders = Object.create(services.encoders, {
      serving: { value: named },
      ofDigest: { value: () => named },
    });
    const models = new CollectionModels(store, encoders, new Map(), null);
    const app = createApp({ ...services, store, encoders, models });
    const where = { ...config, port: 0 };
    const { server, url } = await listen(app, where, config.limits, services.metrics);
    const file = join(folder, 'bodies.json');
    await writeFile(file, JSON.stringify(queries.map((query) => ({ vector: Array.from(query) }))));
    const script = join(import.meta.dirname, 'httpLoad.ts');
    const path = `${url}/v1/collections/default/search`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      script,
      path,
      file,
      String(seconds),
    ]);
    const [one, many] = JSON.parse(stdout) as [Rate, Rate];
    await drain(server, 1000);
    return {
      http1PerSecond: one.perSecond,
      http1P99: one.p99,
      http16PerSecond: many.perSecond,
      http16P99: many.p99,
    };
  } finally {
    await services.close();
    await rm(folder, { recursive: true, force: true });
  }
}
