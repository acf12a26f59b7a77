import { installCuda } from '@selfsame/models';

/** The execution providers of onnxruntime-node that this server knows, best first. */
export const devices = ['cuda', 'webgpu', 'cpu'] as const;
export type Device = (typeof devices)[number];

/** What to do when a device does not work. */
export const deviceRemedies: Readonly<Record<Device, string>> = {
  cuda: `On Linux with an NVIDIA card and a driver of the series 580 or newer, run \`${installCuda()}\`, or choose --device cpu.`,
  webgpu:
    'Install a Vulkan driver and loader for the GPU (Linux: `apt install libvulkan1 libegl1` and the vendor driver), or choose --device cpu.',
  cpu: 'Install it again; onnxruntime-node needs Linux x64/arm64, macOS or Windows.',
};
