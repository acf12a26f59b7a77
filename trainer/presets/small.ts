/**
 * Pictures of 32 pixels on a few CPU cores: what the shipped encoder, cifar10-small, was trained with
 * (models/cifar10-small/1/model.json; its figures are in the README).
 */
export const small = {
  // What a CPU can pretrain in an hour: cifar10-small took 64 minutes on two cores.
  encoder: 'small',
  size: 32,
  epochs: 16,
  batch: 128,
  // As cifar10-small.
  projectorWidth: 512,
  projectorDepth: 3,
  loss: 'barlow',
  lambda: 0.02,
  augment: 'cifar',
  optimizer: 'adamw',
  learningRate: 0.002,
  finalRate: 0.002,
  warmup: 0.05,
  weightDecay: 1e-4,
} as const;
