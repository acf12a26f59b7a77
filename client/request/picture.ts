/** An encoded picture: a file of a page (`File` is a Blob), `openAsBlob(path)` of node:fs, or bytes. */
export type Picture = Blob | ArrayBuffer | Uint8Array;

/** Its bytes at once: what a body that is streamed throws when its server is gone, nobody can catch. */
export async function bytesOf(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  if (picture instanceof Uint8Array) return picture as Uint8Array<ArrayBuffer>;
  return new Uint8Array(picture instanceof Blob ? await picture.arrayBuffer() : picture);
}

/** Characters of an option up to which it goes into an address, beside a picture as it is. */
const longest = 2000;

/** Whether JSON can be an option in an address. Where not, the picture goes into JSON with it. */
export const fitsAddress = (json: string | undefined): boolean =>
  json === undefined || encodeURIComponent(json).length <= longest;

/** As JSON carries pictures. */
export async function base64Of(picture: Picture): Promise<string> {
  const bytes = await bytesOf(picture);
  // So many that each piece is whole in base64, and an argument list holds them.
  const step = 3 * 4096;
  let base64 = '';
  for (let at = 0; at < bytes.length; at += step)
    base64 += btoa(String.fromCharCode(...bytes.subarray(at, at + step)));
  return base64;
}
