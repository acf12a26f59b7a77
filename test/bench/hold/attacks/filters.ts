import { median } from '../../median.ts';
import { type Attack, type Finding, inMs, tally } from '../attack.ts';
import { type Answered, exchange, json, postJson } from '../exchange.ts';
import { dimensionsOf, fill, vectorOf } from '../items.ts';
import type { HeldServer } from '../server.ts';
import { watch } from '../watch.ts';

const collection = '/v1/collections/large';
const blob = (bytes: number) => 'a'.repeat(bytes);

const conditions = (count: number) => ({
  or: Array.from({ length: count }, (_, i) => ({ field: 'blob', eq: `zz${i}` })),
});

/** Searches without a filter, one after the other, until told to stop; their times. */
function victim(url: string, body: Buffer): { stop(): Promise<readonly number[]> } {
  let going = true;
  const times: number[] = [];
  const loop = async () => {
    while (going) {
      const { ms, status } = await postJson(url, `${collection}/search`, body);
      times.push(status === 200 ? ms : Number.POSITIVE_INFINITY);
    }
  };
  const done = loop();
  return {
    async stop() {
      going = false;
      await done;
      return times;
    },
  };
}

const usualMs = 3000;

/** What a plain search and a write take beside some attack, and how that ends. */
async function beside(
  server: HeldServer,
  what: string,
  attack: () => Promise<readonly Answered[]>,
): Promise<Finding> {
  const { url } = server;
  const query = json({ vector: vectorOf(-1, await dimensionsOf(url)), k: 10 });
  const quiet = victim(url, query);
  await new Promise((resolve) => setTimeout(resolve, usualMs));
  const usual = median(await quiet.stop());
  const { seen, result } = await watch(server, async () => {
    const loud = victim(url, query);
    const [attacked, written] = await Promise.all([
      attack(),
      exchange(url, { method: 'PUT', path: `/v1/collections/other-${what.length}` }),
    ]);
    return { attacked, written, times: await loud.stop() };
  });
  const answers = tally(
    result.attacked.map(({ status, code }) => `${status} ${code ?? ''}`.trim()),
  );
  const longest = Math.max(...result.attacked.map(({ ms }) => ms));
  return {
    what,
    figure: `a plain search: median ${inMs(median(result.times))} ms, longest ${inMs(Math.max(...result.times))}, usually ${inMs(usual)}; a write ${inMs(result.written.ms)} ms; the filter ${inMs(longest)} ms: ${answers}; healthz p99 ${inMs(seen.p99)} ms`,
  };
}

/** Filters that cost much: nobody else is to wait for them. */
export const filters: Attack = async (start) => {
  const findings: Finding[] = [];
  const server = await start();
  try {
    const { url } = server;
    await fill(url, 'large', 5000, () => ({ blob: blob(9 * 1024) }));
    const vector = vectorOf(1, await dimensionsOf(url));
    const search = json({ vector, k: 10, filter: conditions(250) });
    findings.push(
      await beside(server, '4 searches with 250 conditions over 5,000 x 9 KB', () =>
        Promise.all([1, 2, 3, 4].map(() => postJson(url, `${collection}/search`, search))),
      ),
    );
    await fill(url, 'large', 5000, () => ({ blob: blob(16 * 1024 - 16) }));
    const filter = encodeURIComponent(JSON.stringify(conditions(10)));
    const listing = { method: 'GET', path: `${collection}/items?filter=${filter}` };
    findings.push(
      await beside(server, 'a listing with 10 conditions over 5,000 x 16 KB', async () => [
        await exchange(url, listing),
      ]),
    );
    const many = encodeURIComponent(JSON.stringify(conditions(250)));
    const deletion = { method: 'DELETE', path: `${collection}/items?filter=${many}` };
    findings.push(
      await beside(server, 'a deletion with 250 conditions over 5,000 x 16 KB', async () => [
        await exchange(url, deletion),
      ]),
    );
  } finally {
    const began = performance.now();
    await server.stop();
    findings.push({ what: 'SIGTERM after these', figure: `${inMs(performance.now() - began)} ms` });
  }
  return findings;
};
