import type { Embedding } from '../calls/embed.ts';
import type { Stoppable } from '../request/api.ts';
import type { Picture } from '../request/picture.ts';

/** How long each stage of an embedding took, in milliseconds. */
export interface Stages {
  /** From the picture's bytes to sRGB pixels. */
  readonly decode: number;
  /** To the size that the encoder sees, by the server's rule; 0 where decoding does that too. */
  readonly resize: number;
  readonly encode: number;
}

/** A server's encoder that runs here: no picture leaves this machine. */
export interface Encoder {
  /** name/version: what its vectors can be compared with. */
  readonly model: string;
  readonly dimensions: number;
  readonly device: 'webgpu' | 'wasm' | 'cpu';
  /** Threads that compute; 1 of WebAssembly in a page that is not cross-origin isolated. */
  readonly threads: number;
  /** Why it does not run by WebGPU, where that was tried and did not do. */
  readonly note: string | null;
  /** @throws {ClientError} */
  embed(picture: Picture, options?: Stoppable): Promise<Embedding & { readonly ms: Stages }>;
  close(): Promise<void>;
}
