import { PictureError, type pictureErrors } from '@selfsame/models/light';
import { type Answerable, ApiError } from './ApiError.ts';

type PictureCode = (typeof pictureErrors)[keyof typeof pictureErrors]['code'];

/** The statuses of what can be wrong with a picture, all of it: the compiler looks. */
const pictureStatuses: Readonly<Record<PictureCode, number>> = {
  picture_unsupported: 415,
  picture_too_large: 413,
  picture_channels: 422,
  picture_bands: 422,
  picture_frames: 422,
  picture_empty: 422,
  picture_unreadable: 422,
  picture_too_slow: 422,
};

export const pictureAnswers: readonly Answerable[] = Object.entries(pictureStatuses).map(
  ([code, status]) => ({ status, code }),
);

/** What an answer may carry; any other error is a fault of the server's own. */
export type AnswerableError = ApiError | PictureError;

export function isAnswerable(error: unknown): error is AnswerableError {
  return error instanceof ApiError || error instanceof PictureError;
}

export function statusOf(error: AnswerableError): number {
  return error instanceof ApiError ? error.status : pictureStatuses[error.code as PictureCode];
}
