/**
 * What errors are made of and name: `@selfsame/models/light`, for threads that need nothing else of
 * models/, whose index takes a fifth of a second to load, in each of them.
 */
export { callOf } from '../command/call.ts';
export { onnxruntimeReason } from '../engines/onnxruntimeReason.ts';
export {
  defineError,
  type Given,
  PictureError,
  SelfsameError,
  type Wording,
  worded,
} from '../errors/define.ts';
export type * as pictureErrors from '../errors/pictures.ts';
export { sentence } from '../errors/sentence.ts';
export { unwritableRemedy } from '../errors/unwritable.ts';
export { pictureExtensions } from '../picture/format.ts';
