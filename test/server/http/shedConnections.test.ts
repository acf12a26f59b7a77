import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { shedConnections } from '../../../server/http/shedConnections.ts';

const most = 20;

test('requests that are begun and never ended keep out none that is whole', async (t) => {
  const working = new Set<() => void>();
  const server = createServer((req, res) => {
    if (req.url !== '/long') req.resume().on('end', () => res.end('done'));
    else working.add(() => res.end('done'));
  });
  shedConnections(server, most);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const begin = async (text: string): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  };
  const url = `http://127.0.0.1:${port}`;
  // One that is being worked for, before all of the others.
  const long = fetch(`${url}/long`);
  while (working.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));

  const begun: Socket[] = [];
  for (let i = 0; i < 3 * most; i++) {
    const half = i % 2 === 0 ? 'Content-Length: 10\r\n\r\nabc' : 'X-Slow: ';
    begun.push(await begin(`POST / HTTP/1.1\r\nHost: x\r\n${half}`));
  }
  for (let i = 0; i < 5; i++) {
    const answer = await fetch(url, { headers: { Connection: 'close' } });
    assert.equal(await answer.text(), 'done');
  }
  const left = begun.filter((socket) => !socket.closed && socket.readable).length;
  assert.ok(left <= most, `${left}`);
  for (const end of working) end();
  assert.equal(await (await long).text(), 'done');
  for (const socket of begun) socket.destroy();
});
