export { type KnownEncoder, knownEncoders } from './encoders.ts';
export { getEncoder } from './getEncoder.ts';
