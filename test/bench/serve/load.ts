import { readFileSync } from 'node:fs';
import { requestOf, runClient } from './client.ts';
import { listPictures } from './pictures.ts';

/**
 * The load, from a process of its own. Run as
 * `load.ts <url> <folder of pictures> <clients> <seconds>`; writes one JSON line.
 */
const [address, folder, clients, seconds] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
];
const url = new URL(address);
const pictures = listPictures(folder).map((path) => requestOf(url.host, readFileSync(path)));

/** The whole folder again and again, from the `i`-th picture on. */
function* from(i: number): Generator<Buffer, never> {
  for (let at = i; ; at++) yield pictures[at % pictures.length]!;
}

/** Requests that are answered later are not counted, nor is the time that they take. */
async function load(ms: number): Promise<{ latencies: number[]; failed: number; rate: number }> {
  const began = performance.now();
  const run = (_: unknown, i: number) => runClient(url, from(7 * i), began + ms);
  const met = await Promise.all(Array.from({ length: Number(clients) }, run));
  const latencies = met.flatMap((one) => one.latencies).toSorted((a, b) => a - b);
  const failed = met.reduce((sum, one) => sum + one.failed, 0);
  const rate = (1000 * (latencies.length - failed)) / (performance.now() - began);
  return { latencies, failed, rate };
}

await load(500);
const { latencies, failed, rate } = await load(1000 * Number(seconds));
const quantile = (share: number) => latencies[Math.floor(share * (latencies.length - 1))]!;
console.log(
  JSON.stringify({
    picturesPerSecond: rate,
    p50: quantile(0.5),
    p99: quantile(0.99),
    failed,
  }),
);
