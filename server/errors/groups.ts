import type { Answerable } from './ApiError.ts';
import {
  DataCorruptError,
  ModelChangedError,
  PicturesUnavailableError,
  StoreFailedError,
  StoreUnavailableError,
  TooSlowError,
  VectorInvalidError,
  VectorLengthError,
} from './collections.ts';
import {
  AccessDeniedError,
  ApiKeyInvalidError,
  ApiKeyMissingError,
  BodyAbortedError,
  BodyEmptyError,
  BodyTooLargeError,
  CrossSiteError,
  EncodingUnsupportedError,
  ExpectationUnknownError,
  FilesExpectedError,
  HeadersTooLargeError,
  HostForbiddenError,
  HttpMalformedError,
  JsonInvalidError,
  JsonMalformedError,
  JsonTooComplexError,
  MultipartMalformedError,
  OptionInvalidError,
  PictureEncodingError,
  RateLimitError,
  RequestTimeoutError,
  TooManyFilesError,
  TooManyPipelinedError,
  UrlMalformedError,
} from './request.ts';
import {
  DeadlineError,
  InferenceUnavailableError,
  InternalError,
  ModelMismatchError,
  ModelUnnamedError,
  NotEmbeddableError,
  QueueFullError,
  ThreadStoppedError,
} from './service.ts';
import { pictureAnswers } from './status.ts';

/** What endpoints of one kind have in common, so that each endpoint lists only its own. */
type Answerables = readonly Answerable[];

export const anyErrors: Answerables = [
  HttpMalformedError,
  UrlMalformedError,
  OptionInvalidError,
  HostForbiddenError,
  CrossSiteError,
  RequestTimeoutError,
  HeadersTooLargeError,
  ExpectationUnknownError,
  TooManyPipelinedError,
  InternalError,
];

/** Endpoints that not everyone may call. */
export const guardedErrors: Answerables = [
  ApiKeyMissingError,
  ApiKeyInvalidError,
  AccessDeniedError,
  RateLimitError,
];

export const bodyErrors: Answerables = [
  BodyEmptyError,
  BodyAbortedError,
  BodyTooLargeError,
  EncodingUnsupportedError,
  QueueFullError,
];

export const jsonErrors: Answerables = [
  JsonMalformedError,
  JsonInvalidError,
  JsonTooComplexError,
  ThreadStoppedError,
];

/** Pictures as a raw body or a form. */
export const uploadErrors: Answerables = [
  MultipartMalformedError,
  FilesExpectedError,
  TooManyFilesError,
];

/** Whatever a picture goes through on its way to an embedding. */
export const embedErrors: Answerables = [
  PictureEncodingError,
  ...pictureAnswers,
  InferenceUnavailableError,
  NotEmbeddableError,
  DeadlineError,
];

export const storeErrors: Answerables = [
  QueueFullError,
  ThreadStoppedError,
  StoreFailedError,
  StoreUnavailableError,
  DataCorruptError,
];

/** What reads or writes kept pictures. */
export const pictureStoreErrors: Answerables = [PicturesUnavailableError];

/** What names a model, or takes long enough that it may be changed for another meanwhile. */
export const modelErrors: Answerables = [ModelMismatchError, ModelUnnamedError, ModelChangedError];

/** What reads as much as is there, and is given up after a while. */
export const slowErrors: Answerables = [TooSlowError];

export const vectorErrors: Answerables = [VectorLengthError, VectorInvalidError];
