export type { LoadGraph } from './bench.ts';
export { fetchEncoder, hubEnvironment, isHubReference, readHubReference } from './hub/index.ts';
export { type ImportOptions, importEncoder, refuseTakenName } from './importEncoder.ts';
export { presetLines } from './presets.ts';
export { type ImportFlags, importFlags } from './settings.ts';
