// `node test/server/store/search/buildKernel.ts`: kernel.wat as kernel.wasm, which lies beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';

export const kernelFolder = join(import.meta.dirname, '../../../../server/store/search/kernel');
const features = { simd: true, threads: true, relaxed_simd: true };

/** The module that the source comes to. */
export async function buildKernel(): Promise<Buffer> {
  const source = readFileSync(join(kernelFolder, 'kernel.wat'), 'utf8');
  const module = (await wabt()).parseWat('kernel.wat', source, features);
  return Buffer.from(module.toBinary({}).buffer);
}

if (import.meta.main) writeFileSync(join(kernelFolder, 'kernel.wasm'), await buildKernel());
