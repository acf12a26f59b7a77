import type { ModelParts, RawValue } from '../onnx/parts.ts';
import { chooseInput } from './chooseInput.ts';
import type { Source } from './graph/assemble.ts';
import { readInput } from './graph/findInput.ts';
import { describeValue, uint8 } from './graph/types.ts';
import type { Missing } from './missing.ts';
import { scalingOf, type Told } from './preparation.ts';
import { presetLines } from './presets.ts';
import type { ImportFlags } from './settings.ts';

/** Stands for what is asked for: nothing is published with it. */
const unknown = { mean: [0, 0, 0], std: [1, 1, 1], scale: 255 };

/**
 * What a graph takes, by itself and by what is told.
 * @returns null where too little is known to run it
 * @throws {GraphInputsError}
 */
export function readSource(
  model: ModelParts,
  told: Told,
  flags: ImportFlags,
  missing: Missing,
): { readonly source: Source; readonly outputs: readonly RawValue[] } | null {
  const chosen = chooseInput(model.graph, flags.input, missing);
  if (chosen === null) return null;
  const { value, outputs } = chosen;
  const input = readInput(model.graph, value, flags.layout);
  const { layout } = input;
  if (layout === null) missing.add(`--layout: ${describeValue(value)} may be nchw as well as nhwc`);
  const width = sideOf('width', input.width, told, missing);
  const height = sideOf('height', input.height, told, missing);
  const takesBytes = value.dataType === uint8;
  if (takesBytes && flags.mean !== undefined)
    missing.add(`--mean: ${describeValue(value)} takes pixels as they are; leave it out`);
  const scaling = takesBytes ? null : askScaling(told, missing);
  if (layout === null || width === null || height === null) return null;
  return { source: { model, input, layout, width, height, scaling }, outputs };
}

function sideOf(
  side: 'width' | 'height',
  ofGraph: number | null,
  told: Told,
  missing: Missing,
): number | null {
  const wanted = told[side];
  if (ofGraph !== null && wanted !== null && wanted.value !== ofGraph) {
    const said =
      wanted.from === 'flag' ? '' : `, and not of ${wanted.value} as ${wanted.from} says`;
    missing.add(`--size: the graph takes a ${side} of ${ofGraph}${said}`);
  }
  if (ofGraph === null && wanted === null && side === 'width')
    missing.add('--size: the graph takes pictures of any; say the one that it was trained with');
  return ofGraph ?? wanted?.value ?? null;
}

function askScaling(told: Told, missing: Missing) {
  const scaling = scalingOf(told);
  if (scaling === null) {
    const lines = presetLines.map((line) => `\n    ${line}`).join('');
    missing.add(
      `--mean and --std: the graph does not say them, but whoever trained it; by --preset there are${lines}`,
    );
    return unknown;
  }
  // The commonest mistake: ImageNet's are 0.485 or 123.675, by whether pixels were divided.
  if (scaling.scale === 255 && scaling.mean.some((one) => one > 1))
    missing.add('--mean: is of pixels of 0 .. 1; where it is of 0 .. 255, give --scale 1 too');
  return scaling;
}
