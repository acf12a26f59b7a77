import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installedEngine } from '../../models/index.ts';
import { doPart } from './doPart.ts';
import { describeMachine } from './machine.ts';
import type { Outcome } from './outcome.ts';
import { parts } from './parts/all.ts';
import { preparePictures } from './pictures.ts';
import { readOutcomes, writeReport } from './report.ts';

/** Everything that is to be known of a card, part by part; see README.md. */
const { values } = parseArgs({
  options: {
    dry: { type: 'boolean', default: false },
    data: { type: 'string' },
    out: { type: 'string', default: 'gpu-results' },
    minutes: { type: 'string', default: '12' },
    parts: { type: 'string', default: parts.map(({ name }) => name).join(',') },
  },
});
const { dry, data } = values;
const chosen = values.parts.split(',').map((name) => {
  const part = parts.find((one) => one.name === name);
  if (!part)
    throw new Error(`there is no part '${name}'; there are: ${parts.map((one) => one.name)}`);
  return part;
});
if (!dry && data === undefined) throw new Error('--data is missing: labelled pictures, or --dry');
const until = performance.now() + 60_000 * Number(values.minutes);
const began = new Date().toISOString();

if (dry) {
  const plugin = installedEngine('xla-cpu');
  if (plugin) process.env.SELFSAME_PJRT_PLUGIN ??= join(plugin.folder, plugin.library);
  // What is measured of it does not matter, and compiling takes most of the time.
  process.env.XLA_FLAGS ??=
    '--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true';
}
const machine = describeMachine();
for (const [what, lines] of Object.entries(machine)) console.log([what, ...lines].join('\n  '));

const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'selfsame-gpu-'));
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopped = true;
  });
}
// Parts of an earlier call stay, and tell later ones what they found.
const names = new Set(chosen.map(({ name }) => name));
const outcomes: Outcome[] = readOutcomes(out, dry).filter(({ name }) => !names.has(name));
const before = outcomes.length;
try {
  const pictures = await preparePictures(data, work, dry);
  const left = () => (until - performance.now()) / 1000;
  const setting = { dry, data: pictures, work, out, left, outcomes };
  for (const part of chosen) {
    if (stopped) break;
    const outcome = await doPart(part, setting);
    outcomes.push(outcome);
    const { name, state, seconds, lines } = outcome;
    console.log(`${name}: ${state} (${seconds.toFixed(0)} s)\n  ${lines.join('\n  ')}`);
    writeReport(out, { began, dry, machine, parts: outcomes });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`\n${writeReport(out, { began, dry, machine, parts: outcomes })}`);
// A part that could not be done here is no failure of the machine.
if (
  stopped ||
  outcomes.slice(before).some(({ state }) => state === 'failed' || state === 'out of time')
)
  process.exitCode = 1;
