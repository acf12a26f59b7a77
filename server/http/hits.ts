import type { Store } from 'express-rate-limit';

interface Hits {
  totalHits: number;
  readonly resetTime: Date;
}

/**
 * Counts requests by client in windows of fixed length. Of more clients than `most`, the longest
 * known are forgotten, so that no number of addresses can fill the memory.
 */
export function createHits(windowMs: number, most: number): Store {
  // In the order in which the windows began, so that the first are the next to end.
  const clients = new Map<string, Hits>();

  function begin(client: string): Hits {
    clients.delete(client);
    if (clients.size >= most) clients.delete(clients.keys().next().value!);
    const hits = { totalHits: 0, resetTime: new Date(Date.now() + windowMs) };
    clients.set(client, hits);
    return hits;
  }

  return {
    localKeys: true,
    increment(client) {
      const known = clients.get(client);
      const hits = known && known.resetTime.getTime() > Date.now() ? known : begin(client);
      hits.totalHits++;
      return { ...hits };
    },
    decrement(client) {
      const known = clients.get(client);
      if (known) known.totalHits--;
    },
    resetKey(client) {
      clients.delete(client);
    },
  };
}
