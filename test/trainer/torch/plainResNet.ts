import type { StateDict } from './writers.ts';

/** Channels, rows and columns of one picture or of what is made of it. */
interface Planes {
  readonly shape: readonly [channels: number, rows: number, columns: number];
  readonly values: Float32Array;
}

/** A number for each place that differs from its neighbours', from -0.5 to 0.5. */
const noise = (i: number, salt: number) => ((i * 40503 + salt * 9973) % 65536) / 65536 - 0.5;

/** Tensors of a ResNet of basic blocks under torchvision's names, with values that are made up. */
export function madeUpResNet(widths: readonly number[], blocks: number, kernel: number): StateDict {
  const tensors: Record<string, StateDict[string]> = {};
  const add = (name: string, shape: readonly number[], scale: number, about: number) => {
    const salt = Object.keys(tensors).length;
    const size = shape.reduce((a, b) => a * b, 1);
    const values = Float32Array.from({ length: size }, (_, i) => about + scale * noise(i, salt));
    tensors[name] = { shape, values };
  };
  const convolution = (conv: string, norm: string, to: number, from: number, side: number) => {
    add(`${conv}.weight`, [to, from, side, side], Math.sqrt(24 / (from * side * side)), 0);
    add(`${norm}.weight`, [to], 1, 1);
    add(`${norm}.bias`, [to], 0.5, 0);
    add(`${norm}.running_mean`, [to], 0.5, 0);
    add(`${norm}.running_var`, [to], 1, 1);
  };
  convolution('conv1', 'bn1', widths[0]!, 3, kernel);
  let from = widths[0]!;
  for (const [stage, width] of widths.entries())
    for (let block = 0; block < blocks; block++) {
      const name = `layer${stage + 1}.${block}`;
      convolution(`${name}.conv1`, `${name}.bn1`, width, from, 3);
      convolution(`${name}.conv2`, `${name}.bn2`, width, width, 3);
      if (from !== width)
        convolution(`${name}.downsample.0`, `${name}.downsample.1`, width, from, 1);
      from = width;
    }
  add('fc.weight', [10, from], 1, 0);
  add('fc.bias', [10], 1, 0);
  return tensors;
}

/**
 * What torchvision's ResNet of basic blocks computes of a picture, written after its source and with
 * nothing of the trainer's: before its classifier, of length one.
 */
export function plainForward(tensors: StateDict, picture: Planes, stemPadding: number): number[] {
  const values = (name: string) => tensors[name]!.values;
  const convolve = (x: Planes, name: string, norm: string, stride: number, padding: number) => {
    const [to, from, kernel] = tensors[`${name}.weight`]!.shape as [number, number, number];
    const [, rows, columns] = x.shape;
    const out = (size: number) => Math.floor((size + 2 * padding - kernel) / stride) + 1;
    const made = planes(to, out(rows), out(columns));
    const [weight, gamma] = [values(`${name}.weight`), values(`${norm}.weight`)];
    each(made, (channel, row, column, at) => {
      let sum = 0;
      for (let c = 0; c < from; c++)
        for (let i = 0; i < kernel; i++)
          for (let j = 0; j < kernel; j++) {
            const [r, k] = [row * stride + i - padding, column * stride + j - padding];
            if (r < 0 || k < 0 || r >= rows || k >= columns) continue;
            const tap = weight[((channel * from + c) * kernel + i) * kernel + j]!;
            sum += tap * x.values[(c * rows + r) * columns + k]!;
          }
      const spread = Math.sqrt(values(`${norm}.running_var`)[channel]! + 1e-5);
      const centred = (sum - values(`${norm}.running_mean`)[channel]!) / spread;
      made.values[at] = gamma[channel]! * centred + values(`${norm}.bias`)[channel]!;
    });
    return made;
  };
  const kernel = tensors['conv1.weight']!.shape[2]!;
  let x = relu(convolve(picture, 'conv1', 'bn1', kernel === 7 ? 2 : 1, stemPadding));
  if (kernel === 7) x = maxPool(x);
  for (let stage = 1; `layer${stage}.0.conv1.weight` in tensors; stage++)
    for (let block = 0; `layer${stage}.${block}.conv1.weight` in tensors; block++) {
      const name = `layer${stage}.${block}`;
      const stride = stage > 1 && block === 0 ? 2 : 1;
      const inner = relu(convolve(x, `${name}.conv1`, `${name}.bn1`, stride, 1));
      const made = convolve(inner, `${name}.conv2`, `${name}.bn2`, 1, 1);
      const down = `${name}.downsample`;
      const skip =
        `${down}.0.weight` in tensors ? convolve(x, `${down}.0`, `${down}.1`, stride, 0) : x;
      x = relu({ ...made, values: made.values.map((one, i) => one + skip.values[i]!) });
    }
  const [channels, rows, columns] = x.shape;
  const places = rows * columns;
  const means = Array.from({ length: channels }, (_, c) =>
    x.values.subarray(c * places, (c + 1) * places).reduce((sum, one) => sum + one / places, 0),
  );
  const length = Math.hypot(...means);
  return means.map((one) => one / length);
}

const planes = (channels: number, rows: number, columns: number): Planes => ({
  shape: [channels, rows, columns],
  values: new Float32Array(channels * rows * columns),
});

const relu = (x: Planes): Planes => ({ ...x, values: x.values.map((one) => Math.max(0, one)) });

function each(
  { shape: [channels, rows, columns] }: Planes,
  visit: (channel: number, row: number, column: number, at: number) => void,
): void {
  let at = 0;
  for (let channel = 0; channel < channels; channel++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) visit(channel, row, column, at++);
}

/** 3 x 3 at stride 2 with one pixel of padding. */
function maxPool(x: Planes): Planes {
  const [channels, rows, columns] = x.shape;
  const made = planes(channels, Math.floor((rows - 1) / 2) + 1, Math.floor((columns - 1) / 2) + 1);
  each(made, (channel, row, column, at) => {
    let most = -Infinity;
    for (let r = 2 * row - 1; r <= 2 * row + 1; r++)
      for (let k = 2 * column - 1; k <= 2 * column + 1; k++)
        if (r >= 0 && k >= 0 && r < rows && k < columns)
          most = Math.max(most, x.values[(channel * rows + r) * columns + k]!);
    made.values[at] = most;
  });
  return made;
}
