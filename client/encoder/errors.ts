import { ClientError } from '../errors.ts';

export type EncoderErrorCode =
  | 'encoder_damaged'
  | 'encoder_differs'
  | 'encoder_failed'
  | 'encoder_closed'
  | 'encoder_not_served'
  | 'rule_unsupported'
  | 'picture_differs'
  | 'picture_unsupported'
  | 'picture_unreadable'
  | 'picture_too_large';

/** An error of an encoder that runs here. */
export const encoderError = (
  code: EncoderErrorCode,
  message: string,
  remedy: string,
  cause?: unknown,
): ClientError => new ClientError(code, message, remedy, { cause });

export const haveTheServer =
  'Have the server embed this picture: client.embed, or search by picture.';
