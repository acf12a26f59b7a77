import { connect, type Socket } from 'node:net';
import { type Attack, type Finding, inMiB, inMs, tally } from '../attack.ts';
import { exchange, json, postJson } from '../exchange.ts';
import { dimensionsOf, fill, vectorOf } from '../items.ts';
import { watch } from '../watch.ts';

const collection = '/v1/collections/large';
const readers = { searching: 60, listing: 300 };
const holdMs = 10_000;

/** Asks and does not read. */
function askOnly(url: string, request: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.pause();
  socket.write(request);
  return socket;
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers that are large: read as they should be, and not read at all. */
export const answers: Attack = async (start) => {
  const findings: Finding[] = [];
  const server = await start();
  const { url } = server;
  const { host } = new URL(url);
  const dimensions = await dimensionsOf(url);
  const batchOf = (count: number) =>
    json({
      queries: Array.from({ length: count }, (_, i) => ({
        vector: vectorOf(i, dimensions),
        k: 1000,
      })),
    });
  const growth = (seen: { before: number; peak: number; after: number }) =>
    `+${inMiB(seen.peak - seen.before)} MiB, ${inMiB(seen.after - seen.before)} after`;
  try {
    await fill(url, 'large', 5000, (n) => ({ blob: `${n}`.repeat(9 * 1024).slice(0, 9 * 1024) }));
    const batch = await watch(server, () =>
      postJson(url, `${collection}/search/batch`, batchOf(64)),
    );
    findings.push({
      what: 'a batch of 64 searches with k 1000 over items of 9 KB',
      figure: `healthz p99 ${inMs(batch.seen.p99)} ms, longest ${inMs(batch.seen.longest)}; ${growth(batch.seen)}; ${batch.result.status}, ${inMiB(batch.result.bytes)} MiB in ${inMs(batch.result.ms)} ms`,
    });

    const query = json({
      vector: vectorOf(1, dimensions),
      k: 1000,
      include: ['metadata', 'vector'],
    });
    const search = `POST ${collection}/search HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${query.length}\r\n\r\n${query}`;
    const unread = await watch(server, async () => {
      const sockets = Array.from({ length: readers.searching }, () => askOnly(url, search));
      await later(holdMs);
      for (const socket of sockets) socket.destroy();
      await later(holdMs);
    });
    findings.push({
      what: `${readers.searching} clients that do not read the answers to their searches`,
      figure: `healthz p99 ${inMs(unread.seen.p99)} ms; ${growth(unread.seen)}`,
    });

    const listing = `GET ${collection}/items?limit=1000 HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const listed = await watch(server, async () => {
      const sockets = Array.from({ length: readers.listing }, () => askOnly(url, listing));
      await later(1000);
      const other = await exchange(url, { method: 'GET', path: `${collection}/items?limit=1` });
      await later(holdMs);
      for (const socket of sockets) socket.destroy();
      return other;
    });
    findings.push({
      what: `${readers.listing} clients that do not read lists of 1000 items`,
      figure: `another client's list of one ${inMs(listed.result.ms)} ms (${listed.result.status}); healthz p99 ${inMs(listed.seen.p99)} ms; ${growth(listed.seen)}`,
    });

    await fill(url, 'large', 1000, () => ({ a: Array.from({ length: 5400 }, () => ({})) }));
    const objects = await watch(server, () =>
      postJson(url, `${collection}/search/batch`, batchOf(64)),
    );
    findings.push({
      what: 'the same batch over items whose metadata is 5,400 empty objects',
      figure: `healthz p99 ${inMs(objects.seen.p99)} ms; ${growth(objects.seen)}; ${tally([objects.result.status])}, ${inMiB(objects.result.bytes)} MiB in ${inMs(objects.result.ms)} ms${server.alive ? '' : '; the server is gone'}`,
    });
  } finally {
    await server.stop();
  }
  return findings;
};
