import type { Rate } from './contender.ts';

/** Asks over and over, each client as soon as it has its answer. */
export async function load(
  ask: (query: number) => Promise<unknown>,
  queries: number,
  clients: number,
  seconds: number,
): Promise<Rate> {
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  const end = began + seconds * 1000;
  const client = async () => {
    while (performance.now() < end) {
      const start = performance.now();
      await ask(next++ % queries);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const took = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
  return { clients, perSecond: times.length / took, p99 };
}
