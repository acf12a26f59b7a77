import { PictureTooLargeError } from '../errors/pictures.ts';
import type { PictureLimits } from './limits.ts';
import type { RawPicture } from './rawPicture.ts';

/** Bytes of a file in which its properties stand. */
const properties = 1 << 20;

/**
 * Decodes the primary picture of a HEIC file, upright: libheif turns and mirrors as the file says
 * (irot, imir; ISO/IEC 23008-12, section 6.5), and EXIF's orientation says nothing more.
 */
export async function decodeHeic(bytes: Uint8Array, limits: PictureLimits): Promise<RawPicture> {
  // Half a second and some 20 MB: not for those who never meet one.
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  const context = libheif.heif_context_alloc();
  try {
    const read = libheif.heif_context_read_from_memory(context, bytes);
    if (read.code !== libheif.heif_error_code.heif_error_Ok) throw new Error(read.message);
    const handle = libheif.heif_js_context_get_primary_image_handle(context);
    if (handle?.code !== undefined) throw new Error(handle.message);
    try {
      const width = libheif.heif_image_handle_get_width(handle);
      const height = libheif.heif_image_handle_get_height(handle);
      if (width * height > limits.pixels)
        throw new PictureTooLargeError(`${limits.pixels / 1e6} megapixels`);
      const decoded = await libheif.heif_js_decode_image2(
        handle,
        libheif.heif_colorspace.heif_colorspace_RGB,
        libheif.heif_chroma.heif_chroma_interleaved_RGBA,
      );
      if (!decoded || decoded.code !== undefined) throw new Error(decoded?.message);
      const { heif_channel_interleaved: interleaved } = libheif.heif_channel;
      const { data, stride } = decoded.channels.find(({ id }) => id === interleaved)!;
      const rows = new Uint8Array(width * height * 4);
      for (let row = 0; row < height; row++)
        rows.set(data.subarray(row * stride, row * stride + 4 * width), row * 4 * width);
      libheif.heif_image_release(decoded.image);
      return { data: rows, width, height, profile: profileOf(bytes) };
    } finally {
      libheif.heif_image_handle_release(handle);
    }
  } finally {
    libheif.heif_context_free(context);
  }
}

/** The first ICC profile that the file's properties hold (colr; ISO/IEC 14496-12, section 12.1.5). */
function profileOf(bytes: Uint8Array): Uint8Array | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, properties));
  for (const kind of ['colrprof', 'colrrICC']) {
    const at = head.indexOf(kind, 0, 'latin1');
    if (at < 4) continue;
    const end = at - 4 + head.readUInt32BE(at - 4);
    if (end > at + 8 && end <= head.length) return bytes.subarray(at + 8, end);
  }
  return null;
}
