import { exchange, json, postJson } from './exchange.ts';

/** Vectors for a server without pictures to embed: pseudo-random, of the served model's length. */
export async function dimensionsOf(url: string): Promise<number> {
  const { data } = (await (await fetch(`${url}/v1/models`)).json()) as {
    data: { dimensions: number; serving: boolean }[];
  };
  return data.find(({ serving }) => serving)!.dimensions;
}

const digits = 1000;

/** The same for the same number. */
export function vectorOf(n: number, dimensions: number): number[] {
  let state = (n + 1) * 2654435761;
  return Array.from({ length: dimensions }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.round((state / 2 ** 32 - 0.5) * digits) / digits;
  });
}

const atOnce = 500;

/** Puts items with vectors and some metadata. */
export async function fill(
  url: string,
  collection: string,
  count: number,
  metadata: (n: number) => unknown,
): Promise<void> {
  const dimensions = await dimensionsOf(url);
  const path = `/v1/collections/${collection}`;
  await exchange(url, { method: 'PUT', path });
  for (let from = 0; from < count; from += atOnce) {
    const items = Array.from({ length: Math.min(atOnce, count - from) }, (_, i) => ({
      id: `${from + i}`,
      vector: vectorOf(from + i, dimensions),
      metadata: metadata(from + i),
    }));
    const { status, code } = await postJson(url, `${path}/items`, json({ items }));
    if (status !== 200) throw new Error(`items were refused: ${status} ${code}`);
  }
}
