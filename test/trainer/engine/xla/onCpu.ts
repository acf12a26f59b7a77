import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { cpuPlugin, withPlugin } from './plugin.ts';

/** For tests of the engine on the CPU's plugin, which is named to it here. */
export const skip = withPlugin.skip ?? false;

process.env.SELFSAME_PJRT_PLUGIN = cpuPlugin;
// Programs run once or twice here, so that what counts is how long they take to compile.
process.env.XLA_FLAGS =
  '--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true';

// Executables that these tests keep are their own.
const cache = mkdtempSync(join(tmpdir(), 'selfsame-xla-'));
process.env.XDG_CACHE_HOME = cache;
after(() => rmSync(cache, { recursive: true, force: true }));
