import { SelfsameError } from './SelfsameError.ts';

/** The base of what can be wrong with one picture; the picture fails, the work around it goes on. */
export abstract class PictureError extends SelfsameError {}
