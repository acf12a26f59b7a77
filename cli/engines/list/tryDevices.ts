import { findBundle, shippedModels } from '@selfsame/models';
import { devices } from '../../../server/config/devices.ts';
import { probeDevice } from '../../../server/embed/inference/probeDevice.ts';
import type { Tried } from './report.ts';

/** The shipped encoder that every installation has. */
const encoder = 'cifar10-small';

/** Every device of the server, each with the shipped encoder in a process of its own. */
export async function tryDevices(stop: AbortSignal): Promise<readonly Tried[]> {
  const bundle = await findBundle(shippedModels, encoder);
  const tried: Tried[] = [];
  for (const name of devices.toReversed()) {
    stop.throwIfAborted();
    const report = await probeDevice(name, bundle);
    if ('picturesPerSecond' in report) {
      const why = `${report.picturesPerSecond.toFixed(0)} pictures/s with ${encoder}`;
      tried.push({ name, usable: true, why });
    } else tried.push({ name, usable: false, why: report.reason, remedy: report.remedy });
  }
  return tried;
}
