import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Pin } from '../../../cli/engines/pins/pin.ts';
import { fileOf } from '../../../cli/engines/recipe.ts';

const here = `${process.platform}-${process.arch}` as const;
const tag = 'py3-none-any';

/**
 * Makes a wheel as pip takes it, in a folder that pip looks into.
 * @param files what is in it beside what says what it is; by paths
 * @param take what is wanted of it
 */
export function makeWheel(
  folder: string,
  name: string,
  version: string,
  files: Readonly<Record<string, Buffer | string>>,
  take: readonly string[],
): Pin & { readonly file: string } {
  const info = `${name.replaceAll('-', '_')}-${version}.dist-info`;
  const bytes = zip({
    ...files,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
    [`${info}/RECORD`]: '',
  });
  const wheel = { tag, bytes: bytes.length, sha256: sha256(bytes) };
  const pin: Pin = { name, version, licence: 'MIT', take, wheels: { [here]: wheel } };
  const file = join(folder, fileOf({ pin, wheel }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, bytes);
  return { ...pin, file };
}

export const sha256 = (bytes: Buffer | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** A ZIP file with stored entries, which are all programs: APPNOTE 6.3.10, sections 4.3.7 and 4.3.12. */
function zip(files: Readonly<Record<string, Buffer | string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const [name, data] = [Buffer.from(path), Buffer.from(content)];
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt32LE(crc32(data), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(data.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, name, data]);
    const more = Buffer.alloc(14);
    more.writeUInt32LE(0o100755 * 2 ** 16, 6);
    more.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), shared, more, name]));
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}
