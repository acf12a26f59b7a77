import { limits } from '../limits.ts';
import { httpError } from './ApiError.ts';
import { reasonOf } from './reason.ts';

// What is no request, or comes to no endpoint.

/** What arrived is not a request of HTTP/1.1. */
export class HttpMalformedError extends httpError(400, 'http_malformed', {
  message: 'This is not a request of HTTP/1.1.',
  remedy: 'Use an HTTP client.',
}) {}

/** The address has a percent sequence that is not UTF-8. */
export class UrlMalformedError extends httpError(400, 'url_malformed', {
  message: 'The address has a malformed percent sequence.',
  remedy: 'Percent-encode the id as UTF-8 (encodeURIComponent).',
}) {}

/** The request expects something other than `100-continue` of the server. */
export class ExpectationUnknownError extends httpError(417, 'expectation_unknown', {
  message: 'The request expects something of the server that it does not do.',
  remedy: 'Leave out the Expect header, or send Expect: 100-continue.',
}) {}

/** More requests were sent on one connection than are answered at a time. */
export class TooManyPipelinedError extends httpError(429, 'too_many_pipelined', {
  message: (most: number) =>
    `More than ${most} requests wait on this connection for their answers.`,
  remedy: 'Wait for answers before sending more, or use several connections.',
}) {}

/** The request, or its headers, did not arrive in time. */
export class RequestTimeoutError extends httpError(408, 'request_timeout', {
  message: 'The request did not arrive within the time that this server waits.',
  remedy:
    'Send it faster or in smaller parts; whoever runs the server can set headersMs and requestMs.',
}) {}

/** The request's first line and headers are larger than the server takes. */
export class HeadersTooLargeError extends httpError(431, 'headers_too_large', {
  message: `The request's address and headers take more than ${limits.headerBytes / 1024} KiB.`,
  remedy: 'Send metadata in a form or in JSON instead of the address, and fewer headers.',
}) {}

/** The address leads nowhere. */
export class RouteNotFoundError extends httpError(404, 'route_not_found', {
  message: (path: string) => `There is nothing at ${path.slice(0, 200)}.`,
  remedy: (path) =>
    /^\/v1\/collections\/[^/]+\/items\/[^/]+\//.test(path)
      ? 'In an id each slash is written %2F (encodeURIComponent).'
      : 'The API is under /v1: /v1/embeddings, /v1/collections, /v1/models.',
}) {}

/** The address exists and does not take this method. */
export class MethodNotAllowedError extends httpError(405, 'method_not_allowed', {
  message: (method: string, path: string, _allowed: readonly string[]) =>
    `${path.slice(0, 200)} does not take ${method}.`,
  remedy: (_method, _path, allowed) => `Use ${allowed.join(' or ')}.`,
}) {}

// Who may not.

/** The server has API keys and the request brings none. */
export class ApiKeyMissingError extends httpError(401, 'api_key_missing', {
  message: 'This server answers only to those who have an API key.',
  remedy: 'Send the header Authorization: Bearer <key>.',
}) {}

/** The key that the request brings is none of the server's. */
export class ApiKeyInvalidError extends httpError(401, 'api_key_invalid', {
  message: 'The API key is not one of those that this server knows.',
  remedy: 'Check the key, or ask whoever runs the server for one.',
}) {}

/** The request's key is good and its level too low. */
export class AccessDeniedError extends httpError(403, 'access_denied', {
  message: (level: string, needed: string) =>
    `The API key has the level "${level}", and this request needs "${needed}".`,
  remedy: (_level, needed) => `Use a key of the level "${needed}".`,
}) {}

/** The Host header is no name of this server: a web page reaches for it by DNS rebinding. */
export class HostForbiddenError extends httpError(403, 'host_forbidden', {
  message: (host: string | undefined) =>
    `The server was addressed as "${(host ?? '').slice(0, 80)}", which is no name that it answers to.`,
  remedy:
    'Address it as localhost or by its IP address, or start it with the name: --hosts pictures.example.',
}) {}

/** A page of another site wants something changed. */
export class CrossSiteError extends httpError(403, 'cross_site', {
  message: (origin: string | undefined) =>
    `A page of ${origin === undefined ? 'another site' : `"${origin.slice(0, 80)}"`} may not do this.`,
  remedy:
    'If the page is yours, start the server with its exact origin: --cors-origins https://pictures.example.',
}) {}

/** The client has sent as many requests as it may within a minute. */
export class RateLimitError extends httpError(429, 'rate_limited', {
  message: (perMinute: number) =>
    `This client has sent ${perMinute} requests within a minute, as many as it may.`,
  remedy:
    'Go on after the number of seconds in Retry-After; embed several pictures in one request.',
}) {}

// Options and bodies.

/** An option of the query string or of a form field is unknown or has a wrong value. */
export class OptionInvalidError extends httpError(400, 'option_invalid', {
  message: (param: string | null, problem: string) =>
    `${param === null ? 'The options' : `The option "${param}"`} ${problem}.`,
  remedy: 'Correct the option and try again.',
  param: (param) => param,
}) {}

/** A body was needed and none, or one of zero bytes, came. */
export class BodyEmptyError extends httpError(400, 'body_empty', {
  message: 'The request has no body.',
  remedy:
    'Send a picture as the body (curl --data-binary @picture.jpg), as multipart/form-data, or in JSON.',
}) {}

/** The client went away before its body was complete, or sent another length than it said. */
export class BodyAbortedError extends httpError(400, 'body_aborted', {
  message: 'The body ended before it was complete.',
  remedy: 'Send the whole body, of the length that Content-Length says.',
}) {}

/** The body, or one part of it, is larger than the server takes. Limits are in bytes. */
export class BodyTooLargeError extends httpError(413, 'body_too_large', {
  message: (what: string, limitBytes: number) =>
    `${what} is larger than the ${mebibytes(limitBytes)} MiB that this server takes.`,
  remedy: 'Send a smaller picture, or fewer pictures in one request.',
}) {}

const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 2 : 0);

/** The body is compressed by Content-Encoding, which is refused: pictures are compressed already. */
export class EncodingUnsupportedError extends httpError(415, 'encoding_unsupported', {
  message: 'The body has a Content-Encoding, which this server does not undo.',
  remedy: 'Send the body as it is, without Content-Encoding.',
}) {}

/** The endpoint takes JSON and was sent something else. */
export class JsonExpectedError extends httpError(415, 'json_expected', {
  message: 'The body is not sent as JSON, the only form that is taken here.',
  remedy: 'Send JSON with the header Content-Type: application/json.',
}) {}

/** The body says that it is JSON and does not parse as such. */
export class JsonMalformedError extends httpError(400, 'json_malformed', {
  message: (cause: unknown) => `The body is not valid JSON: ${reasonOf(cause)}.`,
  remedy:
    'Send well-formed UTF-8 JSON, or the picture itself as the body with its image/* content type.',
}) {}

/** The JSON body parses and breaks the endpoint's schema. */
export class JsonInvalidError extends httpError(400, 'json_invalid', {
  message: (param: string | null, problem: string) =>
    `${param === null ? 'The JSON body' : `"${param}" in the JSON body`} ${problem}.`,
  remedy: 'Correct the body and send it again.',
  param: (param) => param,
}) {}

/** A JSON body has more in it than any request means. */
export class JsonTooComplexError extends httpError(413, 'json_too_complex', {
  message: (most: string) => `The JSON body has more than ${most}.`,
  remedy: 'Send less at once: fewer pictures, items or queries in one request.',
}) {}

/** The body says that it is multipart/form-data and cannot be taken apart. */
export class MultipartMalformedError extends httpError(400, 'multipart_malformed', {
  message: (reason: string) => `The multipart body cannot be read: ${reason}.`,
  remedy: 'Let the HTTP client write the form, boundary included: curl -F image=@picture.jpg.',
}) {}

// Pictures in a request.

/** The form has no file, or has several where exactly one picture is wanted. */
export class FilesExpectedError extends httpError(400, 'pictures_expected', {
  message: (found: number, wanted: string) =>
    `The request holds ${found} pictures where ${wanted} is expected.`,
  remedy: 'Send the picture as a file part: curl -F image=@picture.jpg.',
}) {}

/** More pictures in one request than the server takes. */
export class TooManyFilesError extends httpError(413, 'too_many_pictures', {
  message: (limit: number) => `The request holds more than ${limit} pictures.`,
  remedy: (limit) => `Send at most ${limit} pictures in one request.`,
}) {}

/** A picture in JSON is neither a data URI nor base64. */
export class PictureEncodingError extends httpError(400, 'picture_encoding_invalid', {
  message: (problem: string, _param: string) => `The picture ${problem}.`,
  remedy:
    'Send it as standard base64, bare or as a data URI: data:image/jpeg;base64,... The server fetches no addresses.',
  param: (_problem, param) => param,
}) {}

/** An option that has something for each picture has not as many entries as there are pictures. */
export class ListLengthError extends httpError(422, 'list_length', {
  message: (option: string, entries: number, pictures: number) =>
    `The option "${option}" has ${entries} entries for ${pictures} pictures.`,
  remedy: 'Send one entry for each picture, in their order; null where there is none.',
  param: (option) => option,
}) {}
