import { BodyTooLargeError, PictureEncodingError } from '../errors/request.ts';

/**
 * A picture of a JSON body: base64, bare or in a data URI, or the bytes that that has given, or an
 * Error that holds the beginning of what is neither.
 */
export type EncodedPicture = string | Uint8Array | Error;

/** The bytes of a picture in JSON, at most `pictureBytes`. */
export function decodeBase64(picture: EncodedPicture, param: string, pictureBytes: number): Buffer {
  if (picture instanceof Error) throw problemOf(picture.message, param);
  const bytes = typeof picture === 'string' ? bytesOf(picture, param) : picture;
  if (bytes.length > pictureBytes) throw new BodyTooLargeError('The picture', pictureBytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function bytesOf(text: string, param: string): Uint8Array {
  const bytes = decoded(text);
  if (bytes === null) throw problemOf(text, param);
  return bytes;
}

/** What is wrong with what is not base64. @param text or the beginning of it */
function problemOf(text: string, param: string): PictureEncodingError {
  if (/^https?:/i.test(text)) return new PictureEncodingError('is an address', param);
  const isUri = /^data:/.test(text) && !payloadOf(text).isEncoded;
  return new PictureEncodingError(
    isUri ? 'is a data URI without ";base64,"' : 'is not base64',
    param,
  );
}

/** The bytes of text in base64, bare or in a data URI; null if it is neither. */
export function decoded(text: string): Uint8Array | null {
  const { isEncoded, payload } = payloadOf(text);
  return isEncoded && isBase64(payload) ? Buffer.from(payload, 'base64') : null;
}

function payloadOf(text: string): { isEncoded: boolean; payload: string } {
  if (!text.startsWith('data:')) return { isEncoded: true, payload: text };
  const start = text.indexOf(',') + 1;
  const isEncoded = /;base64,$/i.test(text.slice(Math.max(0, start - 64), start));
  return { isEncoded, payload: text.slice(start) };
}

/** For the document: what `bytesOf` takes. */
export const base64Pattern =
  '^(data:[^,]*;[Bb][Aa][Ss][Ee]64,)?([A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}$';

/** Buffer.from skips whatever is not base64; a picture that is not all there must not pass. */
const isBase64 = (text: string) =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(text) || /^[A-Za-z0-9_-]+={0,2}$/.test(text);
