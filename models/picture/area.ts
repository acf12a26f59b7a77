/** A picture of 8 bits. */
export interface Bytes {
  /** [height, width, channels], rows from the top. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/**
 * Every new pixel is the mean of the area of the picture that it covers, pixels at its edges counted
 * by their share (`INTER_AREA` of OpenCV, and `BOX` of Pillow but for those shares).
 */
export function resizeByArea(picture: Bytes, width: number, height: number): Bytes {
  const { data, channels } = picture;
  const [columns, rows] = [coverOf(picture.width, width), coverOf(picture.height, height)];
  const across = new Float32Array(picture.height * width * channels);
  for (let y = 0; y < picture.height; y++) {
    const [from, to] = [y * picture.width * channels, y * width * channels];
    for (const [x, { first, shares }] of columns.entries()) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let i = 0; i < shares.length; i++)
          sum += shares[i]! * data[from + (first + i) * channels + channel]!;
        across[to + x * channels + channel] = sum;
      }
    }
  }
  const stride = width * channels;
  const result = new Uint8Array(height * stride);
  for (const [y, { first, shares }] of rows.entries()) {
    for (let x = 0; x < stride; x++) {
      let sum = 0;
      for (let i = 0; i < shares.length; i++) sum += shares[i]! * across[(first + i) * stride + x]!;
      result[y * stride + x] = Math.round(sum);
    }
  }
  return { data: result, width, height, channels };
}

/** For each of `after` places, which of `before` it covers, and their shares, which sum to 1. */
function coverOf(before: number, after: number) {
  const scale = before / after;
  return Array.from({ length: after }, (_, place) => {
    const [start, end] = [place * scale, Math.min(before, (place + 1) * scale)];
    const first = Math.floor(start);
    const shares: number[] = [];
    for (let one = first; one < end; one++)
      shares.push((Math.min(one + 1, end) - Math.max(one, start)) / (end - start));
    return { first, shares };
  });
}
