/**
 * Pictures of 32 pixels on a GPU: Mixed Barlow Twins on CIFAR-10, arXiv 2312.02151. "Script" is the
 * authors' (wgcban/mix-bt, scripts-pretrain-resnet18/cifar10.sh), "program" their main.py.
 */
export const cifar = {
  // Script: ResNet-18. Program: first convolution 3 x 3 at stride 1 and no pooling, as here up to 64.
  encoder: 'resnet18',
  size: 32,
  // Script: 1024 features. Program: two layers; the hidden one has 512 units there.
  projectorWidth: 1024,
  projectorDepth: 2,
  // Program: crop, flip, colour jitter and greyscale, and no blur; crops from 8 % of the area there,
  // and a saturation of 0.4.
  augment: 'cifar',
  // Script: 1 / 128 for lambda, and 4 lambda for the mixed pictures.
  loss: 'barlow',
  lambda: 0.0078125,
  mix: 4,
  // Script: 2000 epochs, a batch of 256.
  epochs: 2000,
  batch: 256,
  // Program: Adam and a weight decay of 10^-6, which is added to the gradient there.
  optimizer: 'adamw',
  weightDecay: 1e-6,
  // Script: 0.01 for a batch of 256. Program: times batch / 256, 10 epochs of warm-up, then a cosine
  // down to a 1000th.
  learningRate: 0.01,
  rateBatch: 256,
  warmupEpochs: 10,
  finalRate: 0.001,
} as const;
