/** Codes that endpoints of one kind have in common, so that each endpoint lists only its own. */
export const anyCodes = [
  'http_malformed',
  'url_malformed',
  'option_invalid',
  'host_forbidden',
  'cross_site',
  'request_timeout',
  'headers_too_large',
  'internal_error',
];

/** Endpoints that not everyone may call. */
export const guardedCodes = ['api_key_missing', 'api_key_invalid', 'access_denied', 'rate_limited'];

export const bodyCodes = [
  'body_empty',
  'body_aborted',
  'body_too_large',
  'encoding_unsupported',
  'queue_full',
];

export const jsonCodes = ['json_malformed', 'json_invalid', 'json_too_complex', 'thread_stopped'];

/** Pictures as a raw body or a form. */
export const uploadCodes = ['multipart_malformed', 'pictures_expected', 'too_many_pictures'];

/** Whatever a picture goes through on its way to an embedding. */
export const embedCodes = [
  'picture_encoding_invalid',
  'picture_unsupported',
  'picture_too_large',
  'picture_channels',
  'picture_bands',
  'picture_frames',
  'picture_empty',
  'picture_unreadable',
  'picture_too_slow',
  'inference_unavailable',
  'deadline_exceeded',
];

export const storeCodes = ['queue_full', 'thread_stopped', 'store_failed', 'data_corrupt'];

/** What reads as much as is there, and is given up after a while. */
export const slowCodes = ['filter_too_slow'];

export const vectorCodes = ['vector_length', 'vector_invalid'];
