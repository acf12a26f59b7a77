import type { EngineRecord } from '../record.ts';

/** Never the fastest, so `auto` does not try it. */
export const eager: EngineRecord<'eager'> = {
  name: 'eager',
  about: 'slow, for comparison',
  remedy: 'Install it again.',
  auto: false,
  microBatches: false,
  async create(_threads, step, variables) {
    await import('@tensorflow/tfjs-backend-cpu');
    const { createEagerEngine } = await import('../eager.ts');
    return createEagerEngine(step, variables, 'cpu');
  },
};
