import { enginesFolder } from '@selfsame/models';
import { foundPlugins, packagesIn } from './packages.ts';
import { reportText } from './text.ts';
import { tryDevices } from './tryDevices.ts';
import { tryEngines } from './tryEngines.ts';

/** Tries what trains and what serves, and prints what came of it. */
export async function listEngines(json: boolean, stop: AbortSignal): Promise<void> {
  const folder = enginesFolder();
  const report = {
    engines: await tryEngines(stop),
    devices: await tryDevices(stop),
    ...{ folder, packages: packagesIn(folder), plugins: foundPlugins() },
  };
  console.log(json ? JSON.stringify(report, null, 2) : reportText(report));
}
