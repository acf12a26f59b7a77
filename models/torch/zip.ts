import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { readPickle, type Storage, tensorsOf } from './pickled.ts';
import type { StoredTensor } from './storage.ts';

const open = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer);

export const zipHead = Buffer.from('PK\x03\x04');

/**
 * Reads tensors as `torch.save` writes them since PyTorch 1.6: a zip archive of a pickle, data.pkl, and
 * a file for each storage, all of them as they are.
 * @throws {Error} where there is anything else in the pickle than tensors and plain values
 */
export async function readZip(bytes: Buffer): Promise<ReadonlyMap<string, StoredTensor>> {
  const files = await filesIn(bytes);
  const name = [...files.keys()].find((one) => one.endsWith('/data.pkl'));
  if (name === undefined) throw new Error('it is a zip archive without a data.pkl');
  const folder = name.slice(0, -'data.pkl'.length);
  const order = files.get(`${folder}byteorder`)?.().toString();
  if (order !== undefined && order !== 'little') throw new Error(`its byte order is ${order}`);
  const { value } = readPickle(files.get(name)!(), 0, new Map());
  return tensorsOf(value, ({ key }: Storage) => {
    const file = files.get(`${folder}data/${key}`);
    if (file === undefined) throw new Error(`${folder}data/${key} is not in it`);
    return file();
  });
}

/** What reads each of an archive's files. */
async function filesIn(bytes: Buffer): Promise<ReadonlyMap<string, () => Buffer>> {
  const archive = await open(bytes, { lazyEntries: true, autoClose: false });
  const files = new Map<string, () => Buffer>();
  for await (const entry of entriesOf(archive)) {
    const { fileDataStart } = await promisify<Entry, { fileDataStart: number }>(
      archive.readLocalFileHeader.bind(archive) as never,
    )(entry);
    files.set(entry.fileName, () => read(bytes, entry, fileDataStart));
  }
  return files;
}

function read(bytes: Buffer, entry: Entry, start: number): Buffer {
  const { fileName, compressionMethod, uncompressedSize, crc32: sum } = entry;
  if (compressionMethod !== 0)
    throw new Error(`${fileName} is compressed, which torch.save is not`);
  const content = bytes.subarray(start, start + uncompressedSize);
  if (content.length !== uncompressedSize || crc32(content) !== sum)
    throw new Error(`${fileName} is damaged`);
  return content;
}

async function* entriesOf(archive: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      archive.once('entry', resolve);
      archive.once('end', () => resolve(null));
      archive.once('error', reject);
      archive.readEntry();
    });
    archive.removeAllListeners();
    if (entry === null) return;
    yield entry;
  }
}
