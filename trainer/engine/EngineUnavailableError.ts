import { SelfsameError } from '@selfsame/models';
import type { EngineName } from './names.ts';

const remedies: Record<EngineName, string> = {
  cpu: 'Reinstall with npm ci; onnxruntime-node needs Linux x64/arm64, macOS or Windows.',
  webgpu:
    'Install a Vulkan driver and loader for the GPU (Linux: `apt install libvulkan1 libegl1` and the vendor driver), or choose --engine cpu.',
  // The environment variable, because npm no longer hands unknown flags to install scripts.
  cuda: 'On Linux x64 with CUDA 12 and cuDNN 9, run `ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node`, or choose --engine cpu.',
  'tfjs-gpu':
    'On a machine with CUDA, run `npm install --no-save @tensorflow/tfjs-node-gpu@4.22.0`, or choose --engine cpu.',
  eager: 'Reinstall with npm ci.',
};

/** The engine that was asked for does not work on this machine; no other takes its place. */
export class EngineUnavailableError extends SelfsameError {
  readonly reason: string;

  constructor(engine: EngineName, reason: string, options?: ErrorOptions) {
    super(
      'engine_unavailable',
      `The engine ${engine} cannot be used: ${reason}`,
      remedies[engine],
      options,
    );
    this.reason = reason;
  }
}
