import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { cacheFolder, pluginVariable } from '../../../../trainer/engine/xla/findPlugin.ts';

const file =
  process.env[pluginVariable] || join(cacheFolder(), 'engines', 'xla-cpu', 'libpjrt_cpu.so');

/** Why tests of the engine are skipped; false where the plugin for the CPU is there. */
export const skip = existsSync(file)
  ? false
  : `XLA's plugin for the CPU is not installed: npm run engines -- install xla-cpu`;

process.env[pluginVariable] = file;
// Programs run once or twice here, so that what counts is how long they take to compile.
process.env.XLA_FLAGS =
  '--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true';

// Executables that these tests keep are their own.
const cache = mkdtempSync(join(tmpdir(), 'selfsame-xla-'));
process.env.XDG_CACHE_HOME = cache;
after(() => rmSync(cache, { recursive: true, force: true }));
