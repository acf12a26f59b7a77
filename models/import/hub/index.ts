export { hubEnvironment } from './environment.ts';
export { fetchEncoder } from './fetchEncoder.ts';
export { isHubReference, readHubReference } from './reference.ts';
