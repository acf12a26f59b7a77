export { goldenPixels } from '../golden/pixels.ts';
export { pictureFormats, sniffFormat } from '../picture/format.ts';
export type { PixelRule } from '../picture/rule.ts';
export { plainPixels, type Rgba } from './pixels.ts';
