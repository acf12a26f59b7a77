import { join } from 'node:path';
import { test } from 'node:test';
import { typesOf } from '../../client/generator/typesOf.ts';
import { startServer } from '../server/helpers.ts';

test("the client's types are those of the server's document", async (t) => {
  const { http } = await startServer();
  const { body: document } = await http.get('/openapi.json').expect(200);
  const path = join(import.meta.dirname, '../../client/generated/openapi.ts');
  t.assert.fileSnapshot(await typesOf(document), path, { serializers: [String] });
});
