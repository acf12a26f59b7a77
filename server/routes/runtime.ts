import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import express, { type RequestHandler, type Router } from 'express';

/** What a browser needs to run an encoder itself: by WebAssembly, and by WebGPU. */
const files = [
  'ort.wasm.min.mjs',
  'ort-wasm-simd-threaded.mjs',
  'ort-wasm-simd-threaded.wasm',
  'ort.webgpu.min.mjs',
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
];

/** /runtime/: onnxruntime-web as it is installed, so that a page needs no other host. */
export function runtimeRoutes(router: Router): void {
  const folder = dirname(fileURLToPath(import.meta.resolve('onnxruntime-web/wasm')));
  const onlyThese: RequestHandler = (req, _res, next) =>
    files.includes(req.path.slice(1)) ? next() : next('router');
  const runtime = express.Router();
  runtime.use(
    onlyThese,
    isolated,
    compressed,
    express.static(folder, { index: false, acceptRanges: false }),
  );
  router.use('/runtime', runtime);
}

/** By brotli or gzip, as the client takes it. What is sent never depends on a secret. */
export const compressed: RequestHandler = compression();

/** A page that has memory in common among its threads may show nothing that does not allow it. */
export const isolated: RequestHandler = (_req, res, next) => {
  res.set('Cross-Origin-Opener-Policy', 'same-origin');
  res.set('Cross-Origin-Embedder-Policy', 'require-corp');
  next();
};
