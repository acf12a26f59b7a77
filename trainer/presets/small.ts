/**
 * Small pictures on a few CPU cores: what the shipped encoder, cifar10-small, was trained with
 * (models/cifar10-small/2/model.json), the best of what was tried for an hour of training
 * (trainer/recipes.md).
 */
export const small = {
  encoder: 'medium',
  // Crops of 32 pixels, shrunk to 16: more than three times the speed (encoder small: 1,739 against
  // 489 images/s).
  size: 16,
  source: 32,
  // What shows a whole picture at the scale of such crops (arXiv 1906.06423).
  inputSize: 24,
  // What two CPU cores do in an hour with 50,000 pictures.
  epochs: 56,
  batch: 128,
  projectorWidth: 512,
  projectorDepth: 3,
  loss: 'barlow',
  lambda: 0.02,
  augment: 'cifar',
  optimizer: 'adamw',
  learningRate: 0.003,
  finalRate: 0.002,
  warmup: 0.05,
  weightDecay: 1e-4,
} as const;
