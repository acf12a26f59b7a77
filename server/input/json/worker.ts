import { serve } from '../../workers/serve.ts';
import { parseBody } from './parse.ts';

export type ParserOperations = {
  parse: (body: Uint8Array) => unknown;
  close: () => void;
};

await serve(async () => {
  const operations: ParserOperations = {
    parse: (body) => parseBody(Buffer.from(body.buffer, body.byteOffset, body.length)),
    close() {},
  };
  return { ready: true, operations };
});
