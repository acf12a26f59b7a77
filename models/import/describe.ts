import type { PixelRule } from '../picture/rule.ts';
import type { BatchWay, Features, Source } from './graph/assemble.ts';
import { describeShape, describeValue } from './graph/types.ts';
import type { Told } from './preparation.ts';

/** What an import comes to: as lines to read, and as it stands in model.json. */
export interface Described {
  readonly lines: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

interface Whole {
  readonly source: Source;
  readonly features: Features;
  readonly rule: PixelRule;
  readonly told: Told;
  readonly way: BatchWay;
}

const batchTexts: Readonly<Record<BatchWay, string>> = {
  'as it is': 'any number of pictures',
  reshaped: 'any number of pictures, once its reshapes to a fixed one were set free',
  'in batches': 'run as often as it takes, by the graph itself',
};

export function describe({ source, features, rule, told, way }: Whole): Described {
  const { input, layout, scaling } = source;
  const { output, shape, pool, normalise, dimensions } = features;
  const by = (key: keyof Told) => (told[key] ? ` (${told[key].from})` : '');
  const { width, height, fit, resize, resampling } = rule;
  const rows: [string, string][] = [
    ['input', `${describeValue(input.value)}, ${layout}`],
    ['batch', batchTexts[way]],
    ['size', `${width} x ${height}${input.width === null ? by('width') : ' (graph)'}`],
    ['fit', `${fit}${by('fit')}`],
    ['cut out of', resize === undefined ? 'nothing' : `${resize} x ${resize}${by('crop')}`],
    ['resampling', `${resampling}${by('resampling')}`],
    ['mean', scaling ? `${scaling.mean.join()}${by('mean')}` : 'none: the graph takes bytes'],
    ['std', scaling ? `${scaling.std.join()}${by('std')}` : 'none'],
    ['scale', scaling ? `${scaling.scale}${by('scale')}` : 'none'],
    ['output', `${output} ${describeShape(['N', ...shape])}, pool ${pool}`],
    ['embedding', `${dimensions} dimensions${normalise ? '' : ', of length 1 as they are'}`],
  ];
  return {
    lines: rows.map(([name, text]) => `  ${name.padEnd(11)} ${text}`),
    settings: {
      ...{ input: input.value.name, layout, batch: input.batch, batches: way },
      ...(scaling && { mean: scaling.mean, std: scaling.std, scale: scaling.scale }),
      ...{ output, pool, normalise },
    },
  };
}
