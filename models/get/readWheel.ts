import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

const open = promisify<string, yauzl.Options, ZipFile>(yauzl.open);

/** Reads one file of a wheel, which is a zip archive. @throws {Error} */
export async function readWheel(path: string, name: string): Promise<Buffer> {
  const archive = await open(path, { lazyEntries: true, autoClose: false });
  try {
    const entry = await find(archive, name);
    const stream = await promisify<Entry, NodeJS.ReadableStream>(
      archive.openReadStream.bind(archive),
    )(entry);
    return await buffer(stream);
  } finally {
    archive.close();
  }
}

function find(archive: ZipFile, name: string): Promise<Entry> {
  return new Promise((resolve, reject) => {
    archive.on('error', reject);
    archive.on('end', () => reject(new Error(`there is no ${name} in it`)));
    archive.on('entry', (entry: Entry) => {
      if (entry.fileName === name) resolve(entry);
      else archive.readEntry();
    });
    archive.readEntry();
  });
}
