import { type Bundle, SelfsameError } from '@selfsame/models';
import type { Device } from '../../config/devices.ts';
import { startEngine } from './selectDevice.ts';

/** What a device does with an encoder, or why it cannot be used and what to do about it. */
export type DeviceReport =
  | { readonly picturesPerSecond: number }
  | { readonly reason: string; readonly remedy: string };

/** Time for loading and warming the encoder, in milliseconds. */
const loadMs = 60_000;

/** Tries a device with an encoder, in a process of its own as a server's is. */
export async function probeDevice(device: Device, bundle: Bundle): Promise<DeviceReport> {
  try {
    const engine = await startEngine(
      device,
      {
        ...{ bundle, threads: null, windowMs: 0, loadMs, quiet: true },
        moreComing: () => false,
        observer: { decoded() {}, queued() {}, inferred() {} },
        onRestart() {},
      },
      () => {},
    );
    const { picturesPerSecond = 0 } = engine;
    await engine.close();
    return { picturesPerSecond };
  } catch (error) {
    if (!(error instanceof SelfsameError)) throw error;
    const [, reason = error.message] = /cannot be used: ([\s\S]*)/.exec(error.message) ?? [];
    return { reason, remedy: error.remedy };
  }
}
