import type { Sharp } from 'sharp';

/** A grey JPEG with a profile of a gamma of 1.6 (ICC.1:2022, 7), which the server passes over. */
export async function greyJpeg(picture: Sharp): Promise<Buffer> {
  const jpeg = await picture.clone().toColourspace('b-w').jpeg({ quality: 95 }).toBuffer();
  const profile = greyProfile();
  const head = Buffer.from('\xff\xe2\0\0ICC_PROFILE\0\x01\x01', 'latin1');
  head.writeUInt16BE(head.length - 2 + profile.length, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, profile, jpeg.subarray(2)]);
}

function greyProfile(): Buffer {
  const tags: Record<string, Buffer> = {
    wtpt: Buffer.from('58595a20000000000000f6d6000100000000d32d', 'hex'),
    kTRC: Buffer.from('63757276000000000000000101990000', 'hex'),
  };
  const table = Buffer.alloc(4 + 12 * Object.keys(tags).length);
  table.writeUInt32BE(Object.keys(tags).length);
  const header = Buffer.alloc(128);
  let at = header.length + table.length;
  for (const [i, [name, body]] of Object.entries(tags).entries()) {
    table.write(name, 4 + 12 * i, 'latin1');
    table.writeUInt32BE(at, 8 + 12 * i);
    table.writeUInt32BE(body.length, 12 + 12 * i);
    at += body.length;
  }
  header.writeUInt32BE(at, 0);
  header.writeUInt32BE(0x02100000, 8);
  header.write('mntrGRAYXYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  // D50.
  header.write('0000f6d6000100000000d32d', 68, 'hex');
  return Buffer.concat([header, table, ...Object.values(tags)]);
}
