import { randomFillSync } from 'node:crypto';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { pixelRule } from '../../../trainer/run/plan.ts';

/** Pictures of noise, stored as a cache stores decoded ones. */
export function noise(count: number, side: number) {
  const bytes = side * side * 3;
  const pixels = randomFillSync(new Uint8Array(count * bytes));
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-bench-'));
  const path = join(folder, 'noise.u8');
  writeFileSync(path, pixels);
  const fd = openSync(path, 'r');
  // The open file stays until the process ends.
  rmSync(folder, { recursive: true });
  const slots = Uint32Array.from({ length: count }, (_, i) => i);
  const checksums = slots.map((slot) => crc32(pixels.subarray(slot * bytes, (slot + 1) * bytes)));
  return { rule: pixelRule(side), source: { fd, path, bytes, slots, checksums } };
}
