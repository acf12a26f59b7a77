import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestOptions } from 'node:test';
import { enginesFolder } from '../../../../models/index.ts';

/** XLA's CPU plugin: what SELFSAME_PJRT_PLUGIN names, or where it is installed. */
export const cpuPlugin =
  process.env.SELFSAME_PJRT_PLUGIN || join(enginesFolder(), 'xla-cpu', 'libpjrt_cpu.so');

/** For tests that need it; where SELFSAME_PJRT_PLUGIN is set, they fail without. */
export const withPlugin: TestOptions =
  process.env.SELFSAME_PJRT_PLUGIN || existsSync(cpuPlugin)
    ? {}
    : { skip: `there is no ${cpuPlugin}: npm run engines -- install xla-cpu` };
