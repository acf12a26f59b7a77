import { SelfsameError } from '@selfsame/models';
import type { Device } from './device.ts';

/** The device does not compute in float16. */
export class PrecisionUnavailableError extends SelfsameError {
  constructor(device: Device, reason: string, options?: ErrorOptions) {
    super(
      'precision_unavailable',
      `The engine ${device} cannot compute in float16 on this machine: ${reason}`,
      'Leave out --precision mixed.',
      options,
    );
  }
}
