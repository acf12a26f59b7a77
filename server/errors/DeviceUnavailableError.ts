import { SelfsameError } from '@selfsame/models';

/** The requested execution provider does not work here. */
export class DeviceUnavailableError extends SelfsameError {
  constructor(device: string, cause: unknown, remedy: string) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super('device_unavailable', `The device "${device}" cannot be used: ${reason}`, remedy, {
      cause,
    });
  }
}
