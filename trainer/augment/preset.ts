/** One view's distribution of augmentations (arXiv 2103.03230, appendix A). */
export interface ViewAugmentation {
  /** Share of the picture's area that a crop covers, [least, most]. */
  readonly cropScale: readonly [number, number];
  /** Aspect ratio of a crop, [least, most]. */
  readonly cropRatio: readonly [number, number];
  /** Probability of a horizontal flip. */
  readonly flip: number;
  /** Probability of the colour jitter, and its strengths; hue is a share of the full circle. */
  readonly jitter: number;
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  readonly hue: number;
  /** Probability of dropping colour. */
  readonly greyscale: number;
  /** Probability of a Gaussian blur, and its standard deviation in pixels of the view. */
  readonly blur: number;
  readonly blurSigma: readonly [number, number];
  /** Probability of inverting what is brighter than one half. */
  readonly solarise: number;
}

const paper: ViewAugmentation = {
  cropScale: [0.08, 1],
  cropRatio: [3 / 4, 4 / 3],
  flip: 0.5,
  jitter: 0.8,
  brightness: 0.4,
  contrast: 0.4,
  saturation: 0.2,
  hue: 0.1,
  greyscale: 0.2,
  blur: 1,
  blurSigma: [0.1, 2],
  solarise: 0,
};

/** Small pictures: no blur and milder crops, as is usual for CIFAR-10. */
const cifar: ViewAugmentation = { ...paper, cropScale: [0.2, 1], blur: 0 };

/** The distributions of the two views, by the name that `--augment` takes. */
export const augmentations = {
  paper: [paper, { ...paper, blur: 0.1, solarise: 0.2 }],
  cifar: [cifar, cifar],
} as const satisfies Record<string, readonly [ViewAugmentation, ViewAugmentation]>;

export type AugmentationName = keyof typeof augmentations;
