import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { goldenPicture } from '../../../models/index.ts';
import { greyJpeg } from './greyJpeg.ts';

const [width, height] = [330, 250];
const plain = sharp(await goldenPicture(5, width, height));
const jpeg = await plain.clone().jpeg().toBuffer();

/** Has holes and half-transparent places. */
async function transparent(): Promise<Sharp> {
  const data = await plain.clone().ensureAlpha().raw().toBuffer();
  for (let i = 3; i < data.length; i += 4) data[i] = ((i >> 6) % 3) * 127;
  return sharp(data, { raw: { width, height, channels: 4 } });
}

/** Says of its values that they are to be brightened, which libvips does not look at. */
async function withGamma(): Promise<Buffer> {
  const png = await plain.clone().png().toBuffer();
  const chunk = Buffer.alloc(16);
  chunk.writeUInt32BE(4);
  chunk.write('gAMA', 4);
  chunk.writeUInt32BE(100_000, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 12)), 12);
  const headerEnd = 33;
  return Buffer.concat([png.subarray(0, headerEnd), chunk, png.subarray(headerEnd)]);
}

/** Pictures that a browser and libvips could take for different ones. */
export async function pictures(): Promise<Readonly<Record<string, Buffer>>> {
  const holes = await transparent();
  const made: Record<string, Sharp> = {
    'a grey JPEG': plain.clone().toColourspace('b-w').jpeg(),
    'a grey PNG': plain.clone().toColourspace('b-w').png(),
    'a Display-P3 JPEG': plain.clone().withIccProfile('p3').jpeg({ quality: 95 }),
    'a Display-P3 PNG': plain.clone().withIccProfile('p3').png(),
    'a progressive JPEG of half the colours': plain.clone().jpeg({
      ...{ chromaSubsampling: '4:2:0', quality: 60, progressive: true },
    }),
    'a transparent PNG': holes.clone().png(),
    'a transparent WebP': holes.clone().webp({ lossless: true }),
    'a transparent GIF': holes.clone().gif(),
    'a palette': plain.clone().png({ palette: true }),
    'an AVIF': plain.clone().avif({ quality: 80 }),
    'a small picture': plain.clone().resize(9, 7).png(),
  };
  for (const as of ['jpeg', 'png', 'webp'] as const)
    for (let orientation = 1; orientation <= 8; orientation++)
      made[`a ${as} of orientation ${orientation}`] = plain
        .clone()
        .withMetadata({ orientation })
        [as]();
  const grey = await greyJpeg(plain);
  return {
    ...(await allOf(made)),
    'a grey JPEG with a profile': grey,
    'a PNG with a gamma': await withGamma(),
  };
}

/** What the browser has to refuse, by the code that it does so with. */
export async function refused(): Promise<Readonly<Record<string, Buffer>>> {
  return allOf({
    picture_differs: plain.clone().toColourspace('cmyk').jpeg(),
    'picture_differs ': plain.clone().toColourspace('rgb16').png(),
    picture_unsupported: plain.clone().tiff(),
    'picture_unsupported ': Buffer.from('Not a picture at all, but text.'),
    picture_unreadable: jpeg.subarray(0, jpeg.length / 2),
  });
}

async function allOf(made: Record<string, Sharp | Buffer>): Promise<Record<string, Buffer>> {
  const bytes = Object.entries(made).map(
    async ([name, one]) => [name, Buffer.isBuffer(one) ? one : await one.toBuffer()] as const,
  );
  return Object.fromEntries(await Promise.all(bytes));
}
