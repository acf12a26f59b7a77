import { SelfsameError } from '@selfsame/models';

/** The requested execution provider does not work here. */
export class DeviceUnavailableError extends SelfsameError {
  constructor(device: string, cause: unknown, remedy: string) {
    super(
      'device_unavailable',
      `The device "${device}" cannot be used: ${reasonOf(cause)}`,
      remedy,
      {
        cause,
      },
    );
  }
}

/** onnxruntime puts the place in its source before what went wrong; the last line matters. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.trim().replace(/^.*\bwas false\. /s, '');
}
