import { SelfsameError } from '@selfsame/models';
import { fromTrainer } from '../../fromTrainer.ts';
import type { Tried } from './report.ts';

/** Plain JavaScript, which needs nothing of the machine, and minutes for a self-test. */
const untried = 'eager';

/** Every engine that trains, each by its self-test in a process of its own. */
export async function tryEngines(stop: AbortSignal): Promise<readonly Tried[]> {
  try {
    // The processes will need it, and say no more than that they crashed.
    await fromTrainer(async () => import.meta.resolve('@tensorflow/tfjs-core'));
    const { engines } = await import('../../../trainer/engine/engines.ts');
    const { probeEngine } = await import('../../../trainer/engine/probeEngine.ts');
    const tried: Tried[] = [];
    for (const { name, remedy } of engines) {
      stop.throwIfAborted();
      if (name === untried) {
        tried.push({ name, usable: true, why: 'slow, for comparison; not tried' });
        continue;
      }
      const report = await probeEngine(name, 0, stop);
      if ('milliseconds' in report) {
        const why = `${report.milliseconds.toFixed(0)} ms a step of its self-test`;
        tried.push({ name, usable: true, why });
      } else tried.push({ name, usable: false, why: report.reason, remedy });
    }
    return tried;
  } catch (error) {
    if (!(error instanceof SelfsameError)) throw error;
    return [{ name: '-', usable: false, why: error.message, remedy: error.remedy }];
  }
}
