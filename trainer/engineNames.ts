/** How a training step can run. `--engine` takes these names, and `auto`. */
export const engineNames = ['cpu', 'webgpu', 'cuda', 'tfjs-gpu', 'eager'] as const;

export type EngineName = (typeof engineNames)[number];
