export type { LoadGraph } from './bench.ts';
export { type ImportOptions, importEncoder } from './importEncoder.ts';
export { presetLines } from './presets.ts';
export { type ImportFlags, importFlags } from './settings.ts';
