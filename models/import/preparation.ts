import { importedPixels, type PixelRule, type Resampling } from '../picture/rule.ts';
import type { Scaling } from './graph/preprocess.ts';
import type { Missing } from './missing.ts';
import { presets } from './presets.ts';
import type { ImportFlags } from './settings.ts';

/** How pictures are prepared for an encoder, as far as it is told. */
export interface PictureSettings {
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly scale: number;
  readonly fit: PixelRule['fit'];
  /** Side of the square that the middle is cut out of, or the share of it that is cut out. */
  readonly crop: { readonly resize: number } | { readonly share: number };
  readonly resampling: Resampling;
  /** Of the picture that the encoder sees. */
  readonly width: number;
  readonly height: number;
}

/** Settings, and who tells them: "--preset clip". */
export interface Layer {
  readonly from: string;
  readonly settings: Partial<PictureSettings>;
}

/** What each setting is told to be, and by whom. */
export type Told = {
  readonly [Key in keyof PictureSettings]: {
    readonly value: PictureSettings[Key];
    readonly from: string;
  } | null;
};

const keys = ['mean', 'std', 'scale', 'fit', 'crop', 'resampling', 'width', 'height'] as const;

/** @param layers the first that tells a setting decides */
export const settle = (layers: readonly Layer[]): Told =>
  Object.fromEntries(
    keys.map((key) => {
      const layer = layers.find(({ settings }) => settings[key] !== undefined);
      return [key, layer ? { value: layer.settings[key], from: layer.from } : null];
    }),
  ) as unknown as Told;

/** What the flags tell, those of a preset after the others. */
export function layersOf(flags: ImportFlags): Layer[] {
  const { mean, std, scale, fit, resampling, size, resizeShorter, cropShare, preset } = flags;
  const crop =
    resizeShorter !== undefined
      ? { resize: resizeShorter }
      : cropShare !== undefined && { share: cropShare };
  const told = {
    ...(mean && { mean }),
    ...(std && { std }),
    ...(scale && { scale }),
    ...(fit && { fit }),
    ...(crop && { crop }),
    ...(resampling && { resampling }),
    ...(size && { width: size, height: size }),
  };
  const layers: Layer[] = [{ from: 'flag', settings: told }];
  if (preset === undefined) return layers;
  const { cropShare: share, ...others } = presets[preset];
  const settings = { ...others, scale: 255, crop: { share } };
  return [...layers, { from: `--preset ${preset}`, settings }];
}

/** What is taken where nobody tells anything else. */
export const usual: Layer = {
  from: 'default',
  settings: { scale: 255, fit: 'cover', crop: { share: 1 }, resampling: 'lanczos' },
};

/** White, as for encoders that are trained here. */
const background = [255, 255, 255] as const;

/** @param missing is told what does not go together */
export function pixelRuleOf(
  told: Told,
  width: number,
  height: number,
  missing: Missing,
): PixelRule {
  const [crop, fit] = [told.crop!.value, told.fit!.value];
  const resampling = told.resampling!.value;
  const side = Math.max(width, height);
  const resize = 'resize' in crop ? crop.resize : Math.floor(side / crop.share);
  const isOfFile = /\.json$/.test(told.crop!.from);
  if (isOfFile && 'resize' in crop && told.width?.from === 'flag')
    missing.add(`--resize-shorter: ${told.crop!.from} says ${resize}, for its own size`);
  else if (resize < side)
    missing.add(
      `--resize-shorter: out of ${resize} (${told.crop!.from}) no ${width} x ${height} can be cut`,
    );
  if (resize > side && fit === 'contain')
    missing.add('--fit: of a picture that is filled up with white nothing is cut off');
  const isSame = resize === width && resize === height;
  const isWhole = isSame || ('share' in crop && crop.share === 1);
  const rule = { width, height, fit, background, resampling, pixels: importedPixels };
  return isWhole ? rule : { ...rule, resize };
}

/** Null where the mean or the standard deviation is not told. */
export function scalingOf({ mean, std, scale }: Told): Scaling | null {
  if (mean === null || std === null) return null;
  return { mean: mean.value, std: std.value, scale: scale!.value };
}
