import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goldenPicture } from '@selfsame/models';

const picture = (seed: number) => goldenPicture(seed, 24, 20);
/** A folder in a folder, many times. */
const deep = Array.from({ length: 40 }, (_, i) => `d${i}`).join('/');

/** What has to come of everything in the folder. */
export const expected = {
  /** Sorted. One of them is a copy of another. */
  pictures: [
    '//latin1-%FC.jpg',
    'UPPER.PNG',
    'copy.png',
    `${deep}/deep.png`,
    'no-ending',
    'outside.png',
    'wrong-ending.txt',
  ],
  copies: 1,
  named: {
    'broken.png': 'link_broken',
    'cut.png': 'picture_unreadable',
    'empty.png': 'picture_empty',
    'picture.jxl': 'picture_unsupported',
    'pictures.tar': 'archive_packed',
    'pictures.tgz': 'archive_packed',
    'pictures.zip': 'archive_packed',
    'pipe.png': 'file_special',
    'text.jpg': 'picture_unsupported',
  } as Record<string, string>,
  passedOver: { hidden: 3, linked: 3, notPictures: { db: 1, json: 1, txt: 1 } },
  leftOut:
    '18 left out (9 named; 3 hidden; 3 linked to what was found; 3 not pictures: 1 db, 1 json, 1 txt)',
  total: 25,
};

/**
 * Makes a folder with every kind of file that is easily passed over.
 * @param root a new folder; the pictures are in 'folder' in it
 */
export async function makeAwkwardFolder(root: string): Promise<string> {
  const folder = join(root, 'folder');
  await mkdir(join(folder, deep), { recursive: true });
  await mkdir(join(folder, '.thumbnails'));
  await mkdir(join(root, 'outside'));
  const put = (name: string, content: string | Uint8Array) =>
    writeFile(join(folder, name), content);

  await put('UPPER.PNG', await picture(1));
  await put('copy.png', await picture(1));
  await put(`${deep}/deep.png`, await picture(2));
  await put('no-ending', await picture(3));
  await put('wrong-ending.txt', await picture(4));
  const latin1 = Buffer.concat([
    Buffer.from(join(folder, 'latin1-')),
    Buffer.from('fc2e6a7067', 'hex'),
  ]);
  await writeFile(latin1, await picture(5));
  await writeFile(join(root, 'outside', '6.png'), await picture(6));

  await put('cut.png', (await picture(7)).subarray(0, 200));
  await put('empty.png', '');
  await put('text.jpg', 'text\n');
  await put('picture.jxl', Buffer.from('ff0a0000', 'hex'));
  await put('pictures.zip', 'PK\x03\x04');
  await put('pictures.tar', `${'\0'.repeat(257)}ustar\0`);
  await put('pictures.tgz', Buffer.from('1f8b0800', 'hex'));
  for (const name of ['notes.txt', 'meta.json', 'Thumbs.db']) await put(name, 'no picture');
  await put('._IMG_1.JPG', 'Mac OS X');
  await put('.thumbnails/1.png', await picture(8));
  await put('.gitignore', '');

  await symlink('UPPER.PNG', join(folder, 'link.png'));
  await symlink('.', join(folder, 'loop'));
  await symlink('../..', join(folder, 'd0', 'd1', 'loop'));
  await symlink('../outside/6.png', join(folder, 'outside.png'));
  await symlink('nowhere', join(folder, 'broken.png'));
  execFileSync('mkfifo', [join(folder, 'pipe.png')]);
  return folder;
}
