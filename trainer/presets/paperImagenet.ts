/**
 * Barlow Twins as published: ResNet-50 on ImageNet, arXiv 2103.03230. "Program" is the authors'
 * (facebookresearch/barlowtwins, main.py).
 */
export const paperImagenet = {
  // Section 2.2, "Architecture": ResNet-50 and three linear layers of 8192 units each.
  encoder: 'resnet50',
  projectorWidth: 8192,
  projectorDepth: 3,
  // Section 2.2, "Image augmentations": views of 224 pixels; its appendix A has the distributions.
  size: 224,
  augment: 'paper',
  // Section 2.2, "Optimization", lambda = 5 x 10^-3 after a search; 0.0051 in the program.
  loss: 'barlow',
  lambda: 0.005,
  // Section 2.2, "Optimization": LARS, 1000 epochs, a batch of 2048; 256 works well too.
  optimizer: 'lars',
  epochs: 1000,
  batch: 2048,
  // The same: 0.2 for the weights and 0.0048 for biases and batch normalisation, times batch / 256.
  learningRate: 0.2,
  rateBatch: 256,
  normalisationRate: 0.0048 / 0.2,
  // The same: 10 epochs of warm-up, then a cosine down to a 1000th.
  warmupEpochs: 10,
  finalRate: 0.001,
  // The same: 1.5 x 10^-6; 10^-6 in the program.
  weightDecay: 1.5e-6,
  // The program's defaults.
  momentum: 0.9,
  trustCoefficient: 0.001,
} as const;
