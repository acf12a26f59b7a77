import { createRequire } from 'node:module';
import { prepareOnnxruntimeCuda } from '@selfsame/models';
import { type Device, deviceRemedies } from '../../config/devices.ts';
import { DeviceUnavailableError } from '../../errors/start.ts';

/**
 * What comes before onnxruntime is loaded: CUDA's libraries where `selfsame engines` puts them.
 * @throws {DeviceUnavailableError}
 */
export function prepareDevice(device: Device): void {
  if (device !== 'cuda') return;
  const require = createRequire(import.meta.url);
  const file = 'onnxruntime-node/package.json';
  try {
    prepareOnnxruntimeCuda(require.resolve(file), require(file).version);
  } catch (error) {
    throw new DeviceUnavailableError(device, error, deviceRemedies[device]);
  }
}
