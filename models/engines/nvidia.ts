import { existsSync } from 'node:fs';

/** What the driver of an NVIDIA card makes: on Linux, and on Windows for its Linux. */
const devices = ['/dev/nvidiactl', '/dev/dxg'];

/** Why CUDA cannot work on this machine whatever is installed; undefined where it may. */
export const noNvidiaCard = (): string | undefined =>
  devices.some((device) => existsSync(device))
    ? undefined
    : `there is no NVIDIA card here, or its driver is not loaded (no ${devices[0]}).`;
