/** The chunks before a PNG's pixels: more of them are no reason to look on. */
const mostChunks = 64;

/** The most significant bits that a PNG declares of a channel (sBIT; PNG, section 11.3.2.5). */
export function pngSignificantBits(bytes: Uint8Array): number | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  for (let i = 0; i < mostChunks && at + 8 <= view.length; i++) {
    const length = view.readUInt32BE(at);
    const kind = view.toString('latin1', at + 4, at + 8);
    if (kind === 'IDAT') return undefined;
    if (kind === 'sBIT' && at + 8 + length <= view.length && length > 0)
      return Math.max(...view.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return undefined;
}
