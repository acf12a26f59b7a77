import { SelfsameError } from '@selfsame/models';
import type { Device } from './device.ts';

const remedies: Record<Device, string> = {
  cpu: 'Reinstall with npm ci; onnxruntime-node needs Linux x64/arm64, macOS or Windows.',
  webgpu:
    'Install a Vulkan driver and loader for the GPU (Linux: libvulkan1 and the vendor driver), or choose --engine cpu.',
};

/** The engine that was asked for does not work on this machine; no other takes its place. */
export class EngineUnavailableError extends SelfsameError {
  constructor(device: Device, reason: string, options?: ErrorOptions) {
    super(
      'engine_unavailable',
      `The engine ${device} cannot be used: ${reason}`,
      remedies[device],
      options,
    );
  }
}
