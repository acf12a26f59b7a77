import type { AddressInfo } from 'node:net';
import { decodePixels, readBundle } from '@selfsame/models';
import express from 'express';
import type { Device } from '../../../server/config/devices.ts';
import { prepareDevice } from '../../../server/embed/inference/prepareDevice.ts';

/**
 * What people write first: an Express server that decodes each request's picture and calls
 * `session.run` for it alone, in the thread that serves HTTP. Run as `express.ts <bundle> <device>`;
 * writes its address.
 */
const [dir, device] = process.argv.slice(2) as [string, string];
prepareDevice(device as Device);
const { InferenceSession, Tensor } = await import('onnxruntime-node');
const { card, graphPath } = await readBundle(dir);
const { width, height } = card.input;
const session = await InferenceSession.create(graphPath, { executionProviders: [device] });

const app = express();
app.get('/healthz', (_req, res) => {
  res.json({ status: 'ok' });
});
app.post(
  '/v1/embeddings',
  express.raw({ type: () => true, limit: '20mb' }),
  async (req, res): Promise<void> => {
    const pixels = await decodePixels(req.body as Buffer, card.input);
    const feeds = { pixels: new Tensor('uint8', pixels, [1, height, width, 3]) };
    const { embedding } = await session.run(feeds);
    const values = Array.from(embedding!.data as Float32Array);
    res.json({ object: 'list', data: [{ object: 'embedding', index: 0, embedding: values }] });
  },
);
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
