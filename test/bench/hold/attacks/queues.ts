import sharp from 'sharp';
import { type Attack, type Finding, inMs, tally } from '../attack.ts';
import { exchange } from '../exchange.ts';
import { watch } from '../watch.ts';

const side = 10_000;
const boundary = 'selfsame-hold';

/** 100 megapixels that take long to decode and little to send. */
const largePng = () =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#aa6644' } })
    .png({ progressive: true, compressionLevel: 6 })
    .toBuffer();

const smallPng = () =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: 'green' } })
    .png()
    .toBuffer();

function formOf(picture: Buffer, count: number): Buffer {
  const parts = Array.from({ length: count }, (_, i) =>
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${i}"; filename="${i}"\r\n\r\n`,
      ),
      picture,
      Buffer.from('\r\n'),
    ]),
  );
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Costly pictures of one client, and a small one of another. */
export const queues: Attack = async (start) => {
  const findings: Finding[] = [];
  const server = await start();
  try {
    const { url } = server;
    const large = {
      ...{ method: 'POST', path: '/v1/embeddings', body: formOf(await largePng(), 16) },
      type: `multipart/form-data; boundary=${boundary}`,
    };
    const small = { method: 'POST', path: '/v1/embeddings', body: await smallPng() };
    const { seen, result } = await watch(server, async () => {
      const costly = Promise.all([1, 2, 3, 4].map(() => exchange(url, large)));
      await later(1000);
      const waits: number[] = [];
      for (let i = 0; i < 10; i++) waits.push((await exchange(url, small)).ms);
      return { costly: await costly, waits };
    });
    findings.push({
      what: "an 8 x 8 PNG beside another's 64 interlaced PNGs of 100 megapixels",
      figure: `longest of ten ${inMs(Math.max(...result.waits))} ms; healthz p99 ${inMs(seen.p99)} ms; the others ${tally(result.costly.map(({ status }) => status))} in ${inMs(Math.max(...result.costly.map(({ ms }) => ms)))} ms`,
    });
  } finally {
    await server.stop();
  }
  return findings;
};
