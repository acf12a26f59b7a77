import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import express from 'express';
import supertest from 'supertest';
import { answerErrors } from '../../../server/http/answerError.ts';
import { webRoutes } from '../../../server/routes/web.ts';
import { startServer, temporaryFolder } from '../helpers.ts';

test('a page that has not been built is told, and how to build it; one that has tells commands', async () => {
  const folder = await temporaryFolder();
  const app = express();
  webRoutes(app, folder);
  const { services } = await startServer();
  app.use(answerErrors(services));
  const http = supertest(app);
  const { body } = await http.get('/').expect(503);
  assert.equal(body.error.code, 'page_missing');
  assert.match(body.error.remedy, /npm start/);

  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets/index-1.js'), '');
  await writeFile(
    join(folder, 'index.html'),
    '<meta name="selfsame-commands" content="" /><script src="./assets/index-1.js"></script>',
  );
  const { text } = await http.get('/').expect(200).expect('Cache-Control', 'no-cache');
  assert.match(text, /content="\{&quot;index&quot;:&quot;(npm run|selfsame) index/);
  await http
    .get('/assets/index-1.js')
    .expect(200)
    .expect('Cache-Control', 'public, max-age=31536000, immutable');
});
