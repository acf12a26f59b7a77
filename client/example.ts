// Puts the pictures of a folder into a collection, and finds what is most like the first of them:
//   node client/example.ts <folder> [collection]
import { openAsBlob } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from './index.ts';

const [, , folder = '.', collection = 'example'] = process.argv;
const client = createClient({ apiKey: process.env.SELFSAME_API_KEY });
await client.collections.put(collection);

const names = (await readdir(folder)).toSorted();
async function* pictures() {
  for (const name of names)
    yield { id: name, picture: await openAsBlob(join(folder, name)), metadata: { folder } };
}
for await (const one of client.items.putMany(collection, pictures()))
  console.log(one.ok ? `put ${one.value.id}` : `left out ${one.input.id}: ${one.error.message}`);

const picture = await openAsBlob(join(folder, names[0]!));
const { results } = await client.search(collection, { picture }, { k: 3 });
for (const { id, score } of results) console.log(score.toFixed(4), id);
