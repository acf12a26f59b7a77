// `node server/store/search/kernel/build.js`: kernel.wat as kernel.wasm, which lies beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';

const features = { simd: true, threads: true, relaxed_simd: true };

/** The module that a source comes to. */
export async function build(source) {
  const module = (await wabt()).parseWat('kernel.wat', source, features);
  module.validate(features);
  return module.toBinary({}).buffer;
}

if (import.meta.main) {
  const file = (name) => join(import.meta.dirname, name);
  writeFileSync(file('kernel.wasm'), await build(readFileSync(file('kernel.wat'), 'utf8')));
}
