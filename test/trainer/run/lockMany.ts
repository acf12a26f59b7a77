import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { RunLockedError } from '../../../trainer/errors.ts';
import { lockRun } from '../../../trainer/run/lock.ts';

/**
 * Takes one run after the other, each at the moment at which another process does the same, and
 * writes a line with those that it got.
 */
const [root, begin, rounds] = process.argv.slice(2);
const roundMs = 15;
const got: number[] = [];
/** Were they not kept, they would be let go once they are collected. */
const held: (() => void)[] = [];
for (let round = 0; round < Number(rounds); round++) {
  const folder = join(root!, String(round));
  mkdirSync(folder, { recursive: true });
  const at = Number(begin) + round * roundMs;
  if (Date.now() < at - 4) await setTimeout(at - 4 - Date.now());
  while (Date.now() < at);
  try {
    held.push(lockRun(folder));
    got.push(round);
  } catch (error) {
    if (!(error instanceof RunLockedError)) throw error;
  }
}
console.log(JSON.stringify(got));
// Only when the other has tried them all.
await setTimeout(Number(begin) + Number(rounds) * roundMs + 2000 - Date.now());
for (const letGo of held) letGo();
