/** What batch normalisation's parts are called there, by their names here. */
const parts: Readonly<Record<string, string>> = {
  ...{ gamma: 'weight', beta: 'bias', mean: 'running_mean', variance: 'running_var' },
};

/**
 * What torchvision's ResNets (torchvision/models/resnet.py) call a variable of the trainer's.
 * @param variable under the step's names: `weight/encoder.stage1.0.norm1.gamma`
 */
export const torchName = (variable: string): string =>
  variable
    .replace(/^\w+\/encoder\./, '')
    .replace(/^stem\.conv\./, 'conv1.')
    .replace(/^stem\.norm\./, 'bn1.')
    .replace(/^stage/, 'layer')
    .replace('.shortcut.conv.', '.downsample.0.')
    .replace('.shortcut.norm.', '.downsample.1.')
    .replace(/\.norm(\d)\./, '.bn$1.')
    .replace(/\.(gamma|beta|mean|variance)$/, (_, part: string) => `.${parts[part]}`);
