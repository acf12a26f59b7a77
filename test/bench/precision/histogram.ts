import sharp from 'sharp';

/** Parts of each channel's range. */
const parts = 8;
const side = 128;

/**
 * The colours of a picture without where they are, to compare encoders with: the square roots of the
 * shares of 8 x 8 x 8 colours, whose inner product is the Bhattacharyya coefficient.
 * @returns float32 [512], of length one
 */
export async function colourHistogram(picture: Buffer): Promise<Float32Array> {
  const { data } = await sharp(picture)
    .autoOrient()
    .toColourspace('srgb')
    .flatten({ background: 'white' })
    .resize(side, side, { fit: 'cover' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const counts = new Float32Array(parts ** 3);
  const part = (i: number) => Math.floor((data[i]! * parts) / 256);
  for (let i = 0; i < data.length; i += 3)
    counts[(part(i) * parts + part(i + 1)) * parts + part(i + 2)]! += 1;
  return counts.map((count) => Math.sqrt(count / (side * side)));
}
