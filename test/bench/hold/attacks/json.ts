import { type Attack, type Finding, inMiB, inMs, tally } from '../attack.ts';
import { postJson } from '../exchange.ts';
import type { HeldServer } from '../server.ts';
import { watch } from '../watch.ts';

const bytes = 32 * 2 ** 20;
const together = 8;

interface Shape {
  readonly name: string;
  readonly path: string;
  readonly before: string;
  /** Comes again and again until the body is as large as it may be. */
  readonly piece: string;
  readonly after: string;
}

const collection = '/v1/collections/default';
const shapes: readonly Shape[] = [
  {
    ...{ name: 'input of numbers', path: '/v1/embeddings' },
    ...{ before: '{"input":[0', piece: ',0', after: ']}' },
  },
  {
    ...{ name: 'vector of strings', path: `${collection}/search` },
    ...{ before: '{"vector":[""', piece: ',""', after: ']}' },
  },
  {
    ...{ name: 'include of strings', path: `${collection}/search` },
    ...{ before: '{"id":"a","include":[""', piece: ',""', after: ']}' },
  },
  { ...{ name: 'open lists', path: '/v1/embeddings' }, before: '', piece: '[', after: '' },
  {
    ...{ name: 'deep metadata', path: `${collection}/items` },
    ...{ before: '{"items":[{"metadata":', piece: '{"a":', after: '0' },
  },
  {
    ...{ name: 'empty items', path: `${collection}/items` },
    ...{ before: '{"items":[{}', piece: ',{}', after: ']}' },
  },
];

function bodyOf({ before, piece, after }: Shape): Buffer {
  const body = Buffer.alloc(bytes, piece);
  body.write(before);
  // Whole pieces only, between the two ends.
  const from = Buffer.byteLength(before);
  body.fill(piece, from);
  const whole = from + Math.floor((bytes - from - after.length) / piece.length) * piece.length;
  body.write(after, whole);
  return body.subarray(0, whole + after.length);
}

/** JSON bodies of every odd shape, as large as they may be, eight at once. */
export const jsonBodies: Attack = async (start) => {
  const findings: Finding[] = [];
  let server: HeldServer | undefined;
  for (const shape of shapes) {
    server ??= await start();
    const body = bodyOf(shape);
    const { url } = server;
    const { seen, result } = await watch(server, () =>
      Promise.all(Array.from({ length: together }, () => postJson(url, shape.path, body))),
    );
    const answers = tally(result.map(({ status, code }) => `${status} ${code ?? ''}`.trim()));
    const state = server.alive ? '' : '; the server is gone';
    findings.push({
      what: `JSON, ${shape.name}: 8 x 32 MiB`,
      figure: `healthz p99 ${inMs(seen.p99)} ms, longest ${inMs(seen.longest)}; ${inMiB(seen.peak)} MiB, ${inMiB(seen.before)} before; ${answers}${state}`,
    });
    if (server.alive) continue;
    await server.stop();
    server = undefined;
  }
  await server?.stop();
  return findings;
};
