export type { PixelRule } from '../picture/rule.ts';
export { plainPixels } from './pixels.ts';
