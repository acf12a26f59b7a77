/** Side of the pictures that are compared, [side, side, 3]. */
export const thumbnailSide = 16;

/** Of a pixel's values from 0 to 255: what compression makes of grey, or of one colour, is closer. */
const close = 4;
/** Two pictures are nearly the same where their thumbnails correlate so much. */
const alike = 0.99;

export interface Thumbnail {
  /** What tells the same file. */
  readonly content: string;
  readonly thumbnail: Uint8Array;
}

/** How many pictures are the same as one before them, or nearly. */
export function copiesIn(pictures: readonly Thumbnail[]): number {
  const contents = new Set<string>();
  const others: Float32Array[] = [];
  for (const { content, thumbnail } of pictures) {
    if (contents.has(content)) continue;
    contents.add(content);
    const values = standardised(thumbnail);
    if (!others.some((other) => isAlike(other, values))) others.push(values);
  }
  return pictures.length - others.length;
}

export function isGrey(thumbnail: Uint8Array): boolean {
  for (let i = 0; i < thumbnail.length; i += 3) {
    const [r, g, b] = [thumbnail[i]!, thumbnail[i + 1]!, thumbnail[i + 2]!];
    if (Math.max(r, g, b) - Math.min(r, g, b) > close) return false;
  }
  return true;
}

/** Mean 0 and length 1; of one colour all zero, and the colour after it. */
function standardised(thumbnail: Uint8Array): Float32Array {
  const count = thumbnail.length;
  const mean = thumbnail.reduce((sum, value) => sum + value, 0) / count;
  const length = Math.sqrt(thumbnail.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  const isPlain = length < close * Math.sqrt(count);
  const values = new Float32Array(count + 1);
  for (const [i, value] of thumbnail.entries()) values[i] = isPlain ? 0 : (value - mean) / length;
  values[count] = isPlain ? mean : -1;
  return values;
}

function isAlike(a: Float32Array, b: Float32Array): boolean {
  const last = a.length - 1;
  const [plainA, plainB] = [a[last]!, b[last]!];
  if (plainA >= 0 || plainB >= 0) {
    return plainA >= 0 && plainB >= 0 && Math.abs(plainA - plainB) <= close;
  }
  let product = 0;
  for (let i = 0; i < last; i++) product += a[i]! * b[i]!;
  return product > alike;
}
