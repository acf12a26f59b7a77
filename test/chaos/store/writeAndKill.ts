import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ItemRecord } from '../../../server/store/contract/items.ts';
import type { Store } from '../../../server/store/contract/Store.ts';
import type { Ledger } from './ledger.ts';

/**
 * Lets a writer write for a while, and kills it in the middle.
 * @param args of `writer.ts` @param writes that it is to have done before
 */
export async function writeAndKill(
  args: readonly string[],
  writes: number,
  ledger: Ledger,
): Promise<void> {
  const file = join(import.meta.dirname, 'writer.ts');
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  // By what is written, not by the clock: a busy machine writes little in any time.
  let left = writes;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') continue;
    ledger.read(line);
    if (line.startsWith('done') && left-- > 0 && left <= 0)
      setTimeout(() => child.kill('SIGKILL'), Math.random() * 20);
  }
  const [, signal] = await ended;
  assert.equal(signal, 'SIGKILL');
}

export async function everything(store: Store, collection: string): Promise<ItemRecord[]> {
  const all: ItemRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listItems({ collection, limit: 1000, cursor });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}
