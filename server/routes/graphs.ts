import { open } from 'node:fs/promises';
import { z } from 'zod';
import { UnknownModelError } from '../errors/service.ts';
import { type Endpoint, endpoint, type Pieces } from '../http/endpoint.ts';
import type { PathParameter } from '../input/contract.ts';
import type { Services } from '../services.ts';

const graphParameter: PathParameter = {
  schema: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('"graph.sha256" of a model'),
  refuse: (sha256) => new UnknownModelError(sha256, []),
};

/** What is under an address that holds its digest never changes. */
const forGood = 'private, max-age=31536000, immutable';

/** GET /v1/graphs/{sha256}: the encoders themselves, for those who run them elsewhere. */
export function graphEndpoints({ encoders }: Services): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/v1/graphs/{sha256}',
      operationId: 'getGraph',
      tag: 'models',
      summary: 'The ONNX graph of a model that is loaded',
      description:
        'uint8 pixels [N, height, width, 3] in, float32 embeddings [N, dimensions] of length 1 out; "input" of the model says how a picture becomes pixels.',
      access: 'read',
      params: { sha256: graphParameter },
      answers: { 200: { description: 'an ONNX file', type: 'application/octet-stream' } },
      errors: [UnknownModelError],
      handle({ params: { sha256 } }) {
        const found = encoders.loaded.find(({ bundle: { card } }) => {
          return card.graph.sha256 === sha256 && card.graph.data === undefined;
        });
        if (found === undefined) throw new UnknownModelError(sha256, []);
        const { graphPath, card } = found.bundle;
        const headers = { 'Cache-Control': forGood, ETag: `"${sha256}"` };
        return { status: 200, bytes: fileOf(graphPath, card.graph.bytes), headers };
      },
    }),
  ];
}

/** A file, of which no more is held than is sent at a time. */
const fileOf = (path: string, length: number): Pieces => ({
  length,
  async read(from, size) {
    const file = await open(path);
    try {
      const wanted = Math.min(size, length - from);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, from);
      return bytesRead === wanted ? buffer : null;
    } finally {
      await file.close();
    }
  },
});
