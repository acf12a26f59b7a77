import type { PixelRule, Resampling } from '../picture/rule.ts';

/** How pictures are prepared for a family of encoders. */
export interface Preset {
  /** RGB, of values of 0 .. 1. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  readonly resampling: Resampling;
  readonly fit: PixelRule['fit'];
  /** Share of the resized picture's side that is cut out. */
  readonly cropShare: number;
}

const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

export const presetNames = ['clip', 'siglip', 'imagenet', 'dinov2'] as const;
export type PresetName = (typeof presetNames)[number];

export const presets: Readonly<Record<PresetName, Preset>> = {
  // https://github.com/openai/CLIP/blob/main/clip/clip.py, _transform
  clip: {
    mean: [0.48145466, 0.4578275, 0.40821073],
    std: [0.26862954, 0.26130258, 0.27577711],
    ...{ resampling: 'bicubic', fit: 'cover', cropShare: 1 },
  },
  // preprocessor_config.json of google/siglip-base-patch16-224
  siglip: {
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
    ...{ resampling: 'bicubic', fit: 'fill', cropShare: 1 },
  },
  // https://docs.pytorch.org/vision/stable/models.html, ResNet50_Weights.IMAGENET1K_V1
  imagenet: { ...imagenet, resampling: 'bilinear', fit: 'cover', cropShare: 0.875 },
  // https://github.com/facebookresearch/dinov2/blob/main/dinov2/data/transforms.py
  dinov2: { ...imagenet, resampling: 'bicubic', fit: 'cover', cropShare: 0.875 },
};

/** One line for each preset: what it holds. */
export const presetLines: readonly string[] = Object.entries(presets).map(
  ([name, { mean, std, resampling, fit, cropShare }]) =>
    `${name.padEnd(9)} --mean ${mean.join()} --std ${std.join()} --resampling ${resampling} --fit ${fit}` +
    (cropShare === 1 ? '' : ` --crop-share ${cropShare}`),
);
