import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { treeBytes } from './treeBytes.ts';

/** What is asked for, and how often: a path of the server, in milliseconds. */
const everyMs = 20;
const memoryMs = 100;

/** In a thread of its own, because the one that attacks is busy. */
const { url, pid } = workerData as { url: string; pid: number };
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const begun = new Set<number>();
const times: number[] = [];
let failed = 0;
let peak = treeBytes(pid);

const asking = setInterval(() => {
  const began = performance.now();
  begun.add(began);
  const end = () => begun.delete(began) && times.push(performance.now() - began);
  get(`${url}/healthz`, { agent }, (answer) => answer.resume().on('end', end)).on('error', () => {
    if (begun.delete(began)) failed++;
  });
}, everyMs);
const looking = setInterval(() => {
  peak = Math.max(peak, treeBytes(pid));
}, memoryMs);

parentPort!.once('message', () => {
  clearInterval(asking);
  clearInterval(looking);
  // What has no answer yet has waited so long at least.
  for (const began of begun) times.push(performance.now() - began);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  parentPort!.postMessage({ p50: at(0.5), p99: at(0.99), longest: at(1), failed, peak });
  agent.destroy();
});
