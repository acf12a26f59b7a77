import { callOf } from '@selfsame/models';
import type { EngineRecord } from '../record.ts';

export const xla: EngineRecord<'xla'> = {
  name: 'xla',
  about: 'XLA on an NVIDIA GPU',
  remedy: `On Linux x64 with an NVIDIA driver, run \`${callOf('engines')} install xla-cuda\`, or choose --engine cpu.`,
  auto: true,
  microBatches: true,
  mixedPrecision: 'bfloat16',
  severalDevices: true,
  async create(_threads, step, variables, devices = 1) {
    const { startXla } = await import('../xla/start.ts');
    return startXla(xla, step, variables, devices);
  },
};
