export { WeightsUnreadableError } from './errors.ts';
export { readTensorFile, readTensors, tensorFormat } from './readTensors.ts';
export type { StoredTensor } from './storage.ts';
