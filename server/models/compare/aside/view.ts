import { createHash } from 'node:crypto';
import sharp from 'sharp';

// As much as training does to a picture (Barlow Twins, arXiv 2103.03230, section 3.1), but for the
// crop: of less than two fifths, nothing of what the picture shows may be left to find it by.
const leastArea = 0.4;
const mostRatio = 4 / 3;
const jitter = 0.4;
const chances = { flip: 0.5, jitter: 0.8, grey: 0.2, blur: 0.2 };
/** Of the longer side; the paper's 2 pixels of 224. */
const mostBlur = 0.009;
/** The least that sharp takes. */
const leastSigma = 0.3;

/**
 * An augmented view of a picture: cropped, and by chance flipped, of other colours, grey or blurred.
 * It depends on the seed, the id and the picture alone, and not on what else is drawn.
 * @param picture upright, in a format that sharp reads
 * @returns a PNG of the crop in its own size
 */
export async function augmentedView(
  picture: Uint8Array,
  seed: number,
  id: string,
): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  const draw = createDraws(seed, id);
  const between = (low: number, high: number) => low + (high - low) * draw();
  // Every draw is made, whatever comes of it, so that none depends on another.
  const [area, ratio] = [between(leastArea, 1), mostRatio ** between(-1, 1)];
  const side = (length: number, share: number) =>
    Math.max(1, Math.round(length * Math.min(1, Math.sqrt(share))));
  const size = { width: side(width, area * ratio), height: side(height, area / ratio) };
  const place = (left: number) => Math.floor(draw() * (left + 1));
  const [left, top] = [place(width - size.width), place(height - size.height)];
  const [flip, coloured, grey, blur] = [draw(), draw(), draw(), draw()];
  const [brightness, contrast, saturation] = [0, 1, 2].map(() => between(1 - jitter, 1 + jitter));
  const sigma = mostBlur * draw() * Math.max(size.width, size.height);

  const view = sharp(picture).extract({ left, top, ...size });
  if (flip < chances.flip) view.flop();
  if (coloured < chances.jitter) {
    // Contrast about a middle grey.
    view.linear(contrast!, 128 * (1 - contrast!));
    view.modulate({ brightness: brightness!, saturation: saturation! });
  }
  if (grey < chances.grey) view.greyscale();
  if (blur < chances.blur) view.blur(Math.max(leastSigma, sigma));
  return view.png({ compressionLevel: 1 }).toBuffer();
}

/** Up to 16 uniform numbers in [0, 1) from the bits of a digest. */
function createDraws(seed: number, id: string): () => number {
  const bits = createHash('sha512').update(`${seed}\n${id}`).digest();
  let at = -4;
  return () => {
    at += 4;
    return bits.readUInt32LE(at) / 2 ** 32;
  };
}
