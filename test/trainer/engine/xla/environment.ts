import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { pluginVariable } from '../../../../trainer/engine/xla/findPlugin.ts';
import { cpuPlugin } from './plugin.ts';

// The engine takes the plugin for the CPU where that is named.
process.env[pluginVariable] = cpuPlugin;
// Programs run once or twice here, so that what counts is how long they take to compile.
process.env.XLA_FLAGS =
  '--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true';

// Executables that these tests keep are their own.
const engines = mkdtempSync(join(tmpdir(), 'selfsame-xla-'));
process.env.SELFSAME_ENGINES = engines;
after(() => rmSync(engines, { recursive: true, force: true }));
