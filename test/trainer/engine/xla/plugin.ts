import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestOptions } from 'node:test';
import { enginesFolder } from '@selfsame/models';
import { pluginVariable } from '../../../../trainer/engine/xla/findPlugin.ts';

/** XLA's CPU plugin: the one that the environment names, or the one that is installed. */
export const cpuPlugin =
  process.env[pluginVariable] || join(enginesFolder(), 'xla-cpu', 'libpjrt_cpu.so');

/** Why tests of it are skipped; false where it is there, or should be. */
export const skip =
  process.env[pluginVariable] || existsSync(cpuPlugin)
    ? false
    : `there is no ${cpuPlugin}: npm run engines -- install xla-cpu`;

/** For tests that need it. */
export const withPlugin: TestOptions = skip === false ? {} : { skip };
