import { readFileSync } from 'node:fs';
import { type Met, requestOf, runClient } from './client.ts';
import { listPictures } from './pictures.ts';

/**
 * The load, from a process of its own. Run as
 * `load.ts <url> <folder of pictures> <clients> <pictures per request> <seconds> <raw|form>`, of which
 * the last says what a picture that is alone comes as; writes one JSON line.
 */
const [address, folder, clients, together, seconds, body] = process.argv.slice(2) as [
  ...[address: string, folder: string],
  ...[clients: string, together: string, seconds: string, body: string],
];

export interface LoadFigures {
  readonly picturesPerSecond: number;
  /** Latency of requests, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

const url = new URL(address);
const size = Number(together);
const pictures = listPictures(folder).map((path) => readFileSync(path));
const requests = pictures.map((_, i) => requestOf(url.host, cycle(i * size), body === 'form'));

/** So many of the folder's pictures, from one on. */
function cycle(first: number): Buffer[] {
  return Array.from({ length: size }, (_, i) => pictures[(first + i) % pictures.length]!);
}

/** The whole folder again and again, from the `i`-th request on. */
function* from(i: number): Generator<Buffer, never> {
  for (let at = i; ; at++) yield requests[at % requests.length]!;
}

async function load(ms: number): Promise<LoadFigures> {
  const began = performance.now();
  const run = (_: unknown, i: number): Promise<Met> => runClient(url, from(7 * i), began + ms);
  const met = await Promise.all(Array.from({ length: Number(clients) }, run));
  const latencies = met.flatMap((one) => one.latencies).toSorted((a, b) => a - b);
  const failed = met.reduce((sum, one) => sum + one.failed, 0);
  const elapsed = performance.now() - began;
  const quantile = (share: number) => latencies[Math.floor(share * (latencies.length - 1))]!;
  return {
    picturesPerSecond: (1000 * size * (latencies.length - failed)) / elapsed,
    p50: quantile(0.5),
    p99: quantile(0.99),
    failed,
  };
}

await load(500);
console.log(JSON.stringify(await load(1000 * Number(seconds))));
