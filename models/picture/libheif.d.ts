/** What is used of libheif's WebAssembly build; the names are those of its C interface. */
declare module 'libheif-js/wasm-bundle.js' {
  interface Failure {
    readonly code?: unknown;
    readonly message?: string;
  }
  type Handle = object & Failure;
  interface DecodedImage extends Failure {
    readonly image: object;
    readonly channels: readonly {
      readonly id: unknown;
      readonly width: number;
      readonly height: number;
      readonly stride: number;
      readonly data: Uint8Array;
    }[];
  }
  const libheif: {
    readonly heif_error_code: { readonly heif_error_Ok: unknown };
    readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
    readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown };
    readonly heif_channel: { readonly heif_channel_interleaved: unknown };
    heif_context_alloc(): object;
    heif_context_free(context: object): void;
    heif_context_read_from_memory(context: object, bytes: Uint8Array): Failure;
    heif_js_context_get_primary_image_handle(context: object): Handle;
    heif_image_handle_get_width(handle: Handle): number;
    heif_image_handle_get_height(handle: Handle): number;
    heif_image_handle_release(handle: Handle): void;
    heif_js_decode_image2(
      handle: Handle,
      colorspace: unknown,
      chroma: unknown,
    ): DecodedImage | Promise<DecodedImage>;
    heif_image_release(image: object): void;
  };
  export default libheif;
}
