import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestOptions } from 'node:test';
import { enginesFolder } from '@selfsame/models';
import { pluginVariable } from '../../../../trainer/engine/xla/findPlugin.ts';

/** XLA's CPU plugin: the one that the environment names, or the one that is installed. */
export const cpuPlugin =
  process.env[pluginVariable] || join(enginesFolder(), 'xla-cpu', 'libpjrt_cpu.so');

/** For tests that need it; where the environment names it, they fail without. */
export const withPlugin: TestOptions =
  process.env[pluginVariable] || existsSync(cpuPlugin)
    ? {}
    : { skip: `there is no ${cpuPlugin}: npm run engines -- install xla-cpu` };
