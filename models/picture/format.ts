/** Formats that are decoded; the names are those that errors and file listings use. */
export const pictureFormats = [
  'jpeg',
  'png',
  'webp',
  'avif',
  'gif',
  'tiff',
  'heic',
  'bmp',
] as const;

export type PictureFormat = (typeof pictureFormats)[number];

/** File name extensions of those formats, in lower case with the dot. */
export const pictureExtensions: ReadonlySet<string> = new Set(
  'jpg jpeg jpe jfif png webp avif gif tif tiff heic heif bmp dib'
    .split(' ')
    .map((name) => `.${name}`),
);

export function isSupported(format: string | null): format is PictureFormat {
  return (pictureFormats as readonly (string | null)[]).includes(format);
}

/** Formats by what their bytes start with, supported or not, so that a refusal can name them. */
const signatures: readonly [start: string, format: string][] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
  ['FUJIFILMCCD-RAW', 'raw'],
  ['IIRO', 'raw'],
  ['IIRS', 'raw'],
  ['IIU\0', 'raw'],
  ['%PDF-', 'pdf'],
  ['BM', 'bmp'],
  ['8BPS', 'psd'],
  ['\0\0\x01\0', 'ico'],
  ['\xff\x0a', 'jxl'],
  ['\0\0\0\x0cJXL ', 'jxl'],
  ['\xff\x4f\xff\x51', 'jp2'],
  ['\0\0\0\x0cjP', 'jp2'],
];

/**
 * What the bytes look like, whatever a file name or a header says; null when like nothing known.
 * @returns one of `pictureFormats`, or the name of an unsupported format such as 'heic' or 'svg'
 */
export function sniffFormat(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp';
  if (head.startsWith('ftyp', 4)) return sniffIsoMedia(head);
  if (/^\W{0,4}<(svg|\?xml|!doctype svg|!--)/i.test(head)) return 'svg';
  if (/^P[1-7]\s/.test(head)) return 'ppm';
  return signatures.find(([start]) => head.startsWith(start))?.[1] ?? null;
}

/** AVIF and HEIC share a container (ISO/IEC 14496-12); the brands in its first box tell them apart. */
function sniffIsoMedia(head: string): string {
  const boxBytes = [0, 1, 2, 3].reduce((sum, i) => sum * 256 + head.charCodeAt(i), 0);
  const brands: string[] = [];
  for (let at = 8; at < Math.min(boxBytes, head.length); at += 4)
    brands.push(head.slice(at, at + 4));
  if (brands.includes('avif') || brands.includes('avis')) return 'avif';
  if (brands.includes('crx ')) return 'raw';
  return brands.some((brand) => /^(he[ivs]|mif1|msf1)/.test(brand)) ? 'heic' : 'video';
}
