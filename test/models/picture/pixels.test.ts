import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import {
  decodePixels,
  PictureError,
  type PictureLimits,
  type PixelRule,
  pictureLimits,
  sniffFormat,
} from '@selfsame/models';
import sharp, { type Sharp } from 'sharp';

const rule: PixelRule = { width: 32, height: 32, fit: 'fill', background: [255, 255, 255] };

/** Four quarters: red, green / blue, white. */
const quarters = (width: number, height: number) => {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const quarter = (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1);
      const colour = [
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
        [255, 255, 255],
      ][quarter]!;
      pixels.set(colour, (y * width + x) * 3);
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
};

/** The colour in the middle of each quarter, as letters: 'RGBW' is the original order. */
const layout = (pixels: Uint8Array, { width, height }: PixelRule) =>
  [0.25, 0.75]
    .flatMap((y) => [0.25, 0.75].map((x) => at(pixels, width, x * width, y * height)))
    .map(([r, g, b]) =>
      r! > 200 && g! > 200 ? 'W' : r! > 200 ? 'R' : g! > 200 ? 'G' : b! > 200 ? 'B' : '?',
    )
    .join('');

const at = (pixels: Uint8Array, width: number, x: number, y: number) => {
  const start = (Math.floor(y) * width + Math.floor(x)) * 3;
  return [...pixels.subarray(start, start + 3)];
};

const near = (actual: number[], expected: number[], tolerance: number) => {
  assert.equal(actual.length, expected.length);
  const apart = Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)));
  assert.ok(apart <= tolerance, `${actual} is not within ${tolerance} of ${expected}`);
};

const fails = (code: string) => (error: unknown) => {
  assert.ok(error instanceof PictureError, String(error));
  assert.equal(error.code, code);
  assert.ok(error.remedy.length > 0);
  return true;
};

suite('orientation', () => {
  // What an upright viewer sees of the stored R G / B W for each EXIF orientation (EXIF 2.32, 4.6.4).
  const upright = ['RGBW', 'GRWB', 'WBGR', 'BWRG', 'RBGW', 'BRWG', 'WGBR', 'GWRB'];
  for (const [i, expected] of upright.entries()) {
    test(`EXIF ${i + 1}`, async () => {
      const picture = await quarters(64, 48)
        .withMetadata({ orientation: i + 1 })
        .jpeg({ quality: 95 })
        .toBuffer();
      assert.equal(layout(await decodePixels(picture, rule), rule), expected);
    });
  }
});

suite('formats', () => {
  const encoders = {
    jpeg: (s: Sharp) => s.jpeg({ quality: 95 }),
    png: (s: Sharp) => s.png(),
    webp: (s: Sharp) => s.webp({ lossless: true }),
    avif: (s: Sharp) => s.avif({ lossless: true }),
    gif: (s: Sharp) => s.gif(),
    tiff: (s: Sharp) => s.tiff({ compression: 'lzw' }),
  };
  for (const [format, encode] of Object.entries(encoders)) {
    test(format, async () => {
      const picture = await encode(quarters(64, 48)).toBuffer();
      assert.equal(sniffFormat(picture), format);
      assert.equal(layout(await decodePixels(picture, rule), rule), 'RGBW');
    });
    test(`${format} cut short`, async () => {
      const noise = new Uint8Array(96 * 96 * 3).map((_, i) => (i * 7919) % 251);
      const picture = await encode(
        sharp(noise, { raw: { width: 96, height: 96, channels: 3 } }),
      ).toBuffer();
      const cut = picture.subarray(0, Math.floor(picture.length * 0.6));
      await assert.rejects(decodePixels(cut, rule), fails('picture_unreadable'));
    });
  }

  test('the first frame of an animated GIF', async () => {
    const frames = new Uint8Array(16 * 48 * 3);
    for (let i = 0; i < 16 * 48; i++) frames[i * 3 + Math.floor(i / 256)] = 255;
    const raw = { width: 16, height: 48, channels: 3 as const, pageHeight: 16 };
    const picture = await sharp(frames, { raw })
      .gif({ delay: [50, 50, 50] })
      .toBuffer();
    assert.equal((await sharp(picture, { pages: -1 }).metadata()).pages, 3);
    const pixels = await decodePixels(picture, rule);
    near(at(pixels, 32, 16, 2), [255, 0, 0], 2);
    near(at(pixels, 32, 16, 30), [255, 0, 0], 2);
  });

  test('a CMYK JPEG', async () => {
    const picture = await quarters(64, 48).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    assert.equal((await sharp(picture).metadata()).space, 'cmyk');
    // Inks cannot show full red, green and blue: the strongest channel tells the quarter.
    const pixels = await decodePixels(picture, rule);
    const strongest = [
      [8, 8],
      [24, 8],
      [8, 24],
    ].map(([x, y]) => {
      const colour = at(pixels, 32, x!, y!);
      return colour.indexOf(Math.max(...colour));
    });
    assert.deepEqual(strongest, [0, 1, 2]);
    near(at(pixels, 32, 24, 24), [255, 255, 255], 4);
  });

  test('a 16-bit PNG', async () => {
    const samples = Uint16Array.from({ length: 16 * 16 * 3 }, (_, i) => [65535, 32896, 0][i % 3]!);
    const picture = await sharp(samples, { raw: { width: 16, height: 16, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    assert.equal((await sharp(picture).metadata()).depth, 'ushort');
    near(at(await decodePixels(picture, rule), 32, 16, 16), [255, 128, 0], 1);
  });

  test('16-bit grey with alpha', async () => {
    const samples = Uint16Array.from({ length: 16 * 16 * 2 }, (_, i) => [32896, 65535][i % 2]!);
    const picture = await sharp(samples, { raw: { width: 16, height: 16, channels: 2 } })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    near(at(await decodePixels(picture, rule), 32, 16, 16), [128, 128, 128], 1);
  });

  test('a grey picture has three equal channels', async () => {
    const grey = sharp(new Uint8Array(256).fill(100), {
      raw: { width: 16, height: 16, channels: 1 },
    });
    for (const picture of [
      await grey.clone().png().toBuffer(),
      await grey.clone().jpeg().toBuffer(),
    ]) {
      near(at(await decodePixels(picture, rule), 32, 16, 16), [100, 100, 100], 2);
    }
  });
});

suite('the rule', () => {
  test('alpha is flattened on the background', async () => {
    const clear = {
      width: 16,
      height: 16,
      channels: 4 as const,
      background: { r: 255, g: 0, b: 0, alpha: 0.5 },
    };
    const picture = await sharp({ create: clear }).png().toBuffer();
    near(at(await decodePixels(picture, rule), 32, 16, 16), [255, 127, 127], 2);
    const onBlue = { ...rule, background: [0, 0, 255] as const };
    near(at(await decodePixels(picture, onBlue), 32, 16, 16), [128, 0, 127], 2);
  });

  test('contain shows all, with the background beside it; cover crops', async () => {
    const picture = await quarters(200, 100).png().toBuffer();
    const contained = await decodePixels(picture, {
      ...rule,
      fit: 'contain',
      background: [9, 8, 7],
    });
    near(at(contained, 32, 16, 2), [9, 8, 7], 0);
    near(at(contained, 32, 4, 12), [255, 0, 0], 2);
    const covered = await decodePixels(picture, { ...rule, fit: 'cover' });
    assert.equal(layout(covered, rule), 'RGBW');
  });

  test('a picture that is wider than high', async () => {
    const wide: PixelRule = { ...rule, width: 48, height: 16 };
    const pixels = await decodePixels(await quarters(20, 20).png().toBuffer(), wide);
    assert.equal(pixels.length, 48 * 16 * 3);
    assert.equal(layout(pixels, wide), 'RGBW');
  });

  test('extreme shapes', async () => {
    for (const [width, height] of [
      [1, 1],
      [1, 20000],
      [20000, 1],
    ] as const) {
      for (const fit of ['cover', 'contain', 'fill'] as const) {
        const create = {
          width,
          height,
          channels: 3 as const,
          background: { r: 10, g: 200, b: 30 },
        };
        const picture = await sharp({ create }).png().toBuffer();
        const pixels = await decodePixels(picture, { ...rule, fit });
        assert.equal(pixels.length, 32 * 32 * 3);
        if (fit !== 'contain') near(at(pixels, 32, 16, 16), [10, 200, 30], 1);
      }
    }
  });
});

suite('refusals', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'selfsame-pixels-'));
  });
  after(() => rm(dir, { recursive: true }));

  test('nothing, noise and a damaged picture', async () => {
    await assert.rejects(decodePixels(Buffer.alloc(0), rule), fails('picture_empty'));
    await assert.rejects(
      decodePixels(Buffer.from('hello there'), rule),
      fails('picture_unsupported'),
    );
    const picture = await quarters(64, 48).png().toBuffer();
    picture.fill(0x55, 60, 90);
    await assert.rejects(decodePixels(picture, rule), fails('picture_unreadable'));
  });

  test('formats that are not rasters', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    const others: [string, string][] = [
      ['svg', svg],
      ['svg', `\ufeff<?xml version="1.0"?>${svg}`],
      ['svg', `\n\n${svg}`],
      ['pdf', '%PDF-1.7\n'],
      ['ppm', 'P5\n2 2\n255\n....'],
      ['jxl', '\xff\x0a......'],
    ];
    for (const [format, text] of others) {
      const bytes = Buffer.from(text, format === 'jxl' ? 'latin1' : 'utf8');
      assert.equal(sniffFormat(bytes), format);
      await assert.rejects(decodePixels(bytes, rule), fails('picture_unsupported'));
    }
    // The loader itself is off too, whatever the bytes were taken for.
    await assert.rejects(sharp(Buffer.from(svg)).png().toBuffer(), /unsupported|blocked/i);
  });

  test('a small file that declares a huge picture', async () => {
    const bomb = declaringPng(30_000, 30_000);
    assert.ok(bomb.length < 1000);
    await assert.rejects(decodePixels(bomb, rule), fails('picture_too_large'));
  });

  test('more frames, channels, pixels or bytes than are asked for', async () => {
    const frame = await quarters(16, 16).png().toBuffer();
    const frames = await sharp([frame, frame, frame], { join: { animated: true } })
      .tiff()
      .toBuffer();
    const having = (limits: Partial<PictureLimits>) => ({ ...pictureLimits, ...limits });
    assert.ok(await decodePixels(frames, rule, having({ frames: 3 })));
    await assert.rejects(
      decodePixels(frames, rule, having({ frames: 2 })),
      fails('picture_frames'),
    );
    assert.ok(await decodePixels(cmykWithAlpha(), rule));
    const four = having({ channels: 4 });
    await assert.rejects(decodePixels(cmykWithAlpha(), rule, four), fails('picture_channels'));
    for (const limits of [having({ pixels: 255 }), having({ bytes: frame.length - 1 })]) {
      await assert.rejects(decodePixels(frame, rule, limits), fails('picture_too_large'));
    }
    assert.ok(await decodePixels(frame, rule, having({ pixels: 256, bytes: frame.length })));
  });

  test('files', async () => {
    const path = join(dir, 'picture.dat');
    await writeFile(path, await quarters(64, 48).png().toBuffer());
    assert.deepEqual(await decodePixels(path, rule), await decodePixels(readFileSync(path), rule));
    await assert.rejects(decodePixels(join(dir, 'none.png'), rule), fails('picture_unreadable'));
    await assert.rejects(decodePixels(dir, rule), fails('picture_unreadable'));
  });
});

/** An uncompressed 2 x 2 TIFF of CMYK and one more 8-bit channel (TIFF 6.0, sections 2 and 6). */
function cmykWithAlpha(): Buffer {
  const channels = 5;
  const short = 3;
  const long = 4;
  const first = 8 + 2 + 10 * 12 + 4;
  const data = first + 2 * channels;
  const entries: [tag: number, type: number, count: number, value: number][] = [
    [256, short, 1, 2], // ImageWidth
    [257, short, 1, 2], // ImageLength
    [258, short, channels, first], // BitsPerSample
    [259, short, 1, 1], // Compression: none
    [262, short, 1, 5], // PhotometricInterpretation: CMYK
    [273, long, 1, data], // StripOffsets
    [277, short, 1, channels], // SamplesPerPixel
    [278, short, 1, 2], // RowsPerStrip
    [279, long, 1, 4 * channels], // StripByteCounts
    [338, short, channels - 4, 0], // ExtraSamples: unspecified
  ];
  const tiff = Buffer.alloc(data + 4 * channels, 0x80);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(entries.length, 8);
  for (const [i, [tag, type, count, value]] of entries.entries()) {
    const at = 10 + 12 * i;
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  }
  tiff.writeUInt32LE(0, first - 4);
  for (let i = 0; i < channels; i++) tiff.writeUInt16LE(8, first + 2 * i);
  return tiff;
}

/** A PNG whose header declares any size, with a few bytes of picture data. */
function declaringPng(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(typed));
    return Buffer.concat([length, typed, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
