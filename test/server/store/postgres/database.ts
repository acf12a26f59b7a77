import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import { Client } from 'pg';

const { TEST_POSTGRES, POSTGRES_TESTS } = process.env;
if (TEST_POSTGRES === undefined && POSTGRES_TESTS === 'required')
  throw new Error('TEST_POSTGRES names no server');

/** Whether the database is a real server: several connections, and processes of its own. */
export const isServer = TEST_POSTGRES !== undefined;

/** That of .ci/postgres, or PostgreSQL in WebAssembly in this process: in a folder of neither. */
const server = TEST_POSTGRES ?? (await inThisProcess());

/** The URL of an empty schema with pgvector at hand; without a server the only one, emptied. */
export async function emptyDatabase(): Promise<string> {
  if (!isServer) {
    await said(server, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE EXTENSION vector');
    return server;
  }
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  await said(server, `CREATE SCHEMA ${schema}`);
  after(() => said(server, `DROP SCHEMA ${schema} CASCADE`));
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema},public`);
  return url.href;
}

/** What one statement answers, over a connection of its own. */
export async function said(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function inThisProcess(): Promise<string> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { vector } = await import('@electric-sql/pglite-pgvector');
  const { PGLiteSocketServer } = await import('@electric-sql/pglite-socket');
  const db = await PGlite.create({ extensions: { vector } });
  const socket = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 50 });
  await socket.start();
  after(async () => {
    await socket.stop();
    await db.close();
  });
  return `postgres://postgres@${socket.getServerConn()}/postgres`;
}
