import { BodyTooLargeError } from '../errors/BodyTooLargeError.ts';
import { PictureEncodingError } from '../errors/PictureEncodingError.ts';

/** The bytes of a picture in JSON, at most `pictureBytes`: standard base64, bare or in a data URI. */
export function decodeBase64(text: string, param: string, pictureBytes: number): Buffer {
  if (/^https?:/i.test(text)) throw new PictureEncodingError('is an address', param);
  const header = text.startsWith('data:') ? text.slice(0, text.indexOf(',') + 1) : '';
  if (text.startsWith('data:') && !/;base64,$/i.test(header))
    throw new PictureEncodingError('is a data URI without ";base64,"', param);
  if (text.length - header.length > (pictureBytes * 4) / 3 + 4)
    throw new BodyTooLargeError('The picture', pictureBytes);
  const payload = text.slice(header.length);
  // Buffer.from skips whatever is not base64; a picture that is not all there must not pass.
  if (payload === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(payload))
    throw new PictureEncodingError('is not base64', param);
  return Buffer.from(payload, 'base64');
}
