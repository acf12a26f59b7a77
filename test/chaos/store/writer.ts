import { openStore } from '../../../server/store/openStore.ts';
import { openPostgres } from '../../../server/store/postgres/openPostgres.ts';
import { model } from '../../server/store/fixtures.ts';
import { exactLimit, seededItem } from './seeded.ts';

/**
 * Writes into the store of a folder, or of a database with its pictures elsewhere, until it is killed, from several places at once, and says on
 * stdout what it begins and what is acknowledged: `begin|done <id> <seed, or "-" for a deletion>`.
 * Writing to a pipe is synchronous on Linux, so what was said is said.
 */
const [first, place, pictures] = process.argv.slice(2);
const collection = 'default';
const store =
  pictures === undefined
    ? await openStore({
        folder: place!,
        model,
        exactLimit,
        diskReserve: 0,
        onRestart: (thread, reason) => {
          throw new Error(`${thread}: ${reason}`);
        },
        onIndex() {},
      })
    : await openPostgres({ url: place!, pictures, exactLimit: 1_000_000, onIndex() {} });

let seed = Number(first);
const say = (what: string, ids: readonly string[], value: number | string) => {
  for (const id of ids) process.stdout.write(`${what} ${id} ${value}\n`);
};

async function write(worker: number): Promise<never> {
  for (let n = 0; ; n++) {
    const value = seed++;
    // A few ids that are written again and again, and many that are written once, by five.
    const again = [`again-${worker}`];
    const group = Array.from({ length: 5 }, (_, i) => `group-${first}-${worker}-${n}-${i}`);
    if (n % 4 === 3) {
      say('begin', again, '-');
      await store.deleteItem(collection, again[0]!);
      say('done', again, '-');
    } else {
      const ids = n % 2 === 0 ? again : group;
      say('begin', ids, value);
      await store.putItems(
        collection,
        ids.map((id) => seededItem(id, value)),
      );
      say('done', ids, value);
    }
  }
}

process.stdout.write('ready\n');
await Promise.all(Array.from({ length: 6 }, (_, worker) => write(worker)));
