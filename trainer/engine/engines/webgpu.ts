import { onnxEngine } from '../onnxEngine.ts';

export const webgpu = onnxEngine({
  name: 'webgpu',
  about: 'onnxruntime on a GPU with Vulkan, Metal or D3D12',
  remedy:
    'Install a Vulkan driver and loader for the GPU (Linux: `apt install libvulkan1 libegl1` and the vendor driver), or choose --engine cpu.',
  auto: true,
  mixedPrecision: 'float16',
  keepsResults: true,
  // A node that it has no kernel for is an error, and not silently the CPU's.
  sessionOptions: { extra: { session: { disable_cpu_ep_fallback: '1' } } },
});
