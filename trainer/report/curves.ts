import { escapeHtml, type Section } from '@selfsame/models';
import type { Config } from '../config/schema.ts';
import { curve, type Level, type Series } from '../plot/curve.ts';
import { type Line, noisySeriesOf, seriesOf, start } from './history.ts';
import { perFeature } from './lossTerms.ts';
import { shortNumber } from './number.ts';

const colours = ['--first', '--second'];

export interface Curved {
  readonly config: Config;
  readonly lines: readonly Line[];
  /** The closer looks so far, and the same look at the network before training. */
  readonly looks: readonly Line[];
  readonly untrained: Line | undefined;
  /** Names of the loss's parts. */
  readonly parts: readonly string[];
  readonly totalSteps: number;
}

/** Curves of a run, with lines across for what they are to be compared with. */
export function curveSections(curved: Curved): Section[] {
  const { config, lines, looks, untrained, parts, totalSteps: lastStep } = curved;
  const draw = (series: Series[], options: { reference?: number; levels?: Level[] } = {}) =>
    legend(series) + curve(series, { lastStep, ...options });
  const noisy = (key: string, name?: string) => noisySeriesOf(lines, key, name);
  const atFirst = (key: string, factor = 1, name = 'at first'): Level[] => {
    const value = start(lines, key);
    return value === undefined ? [] : [{ name, value: factor * value }];
  };
  const before = (key: string, factor = 1): Level[] =>
    untrained?.[key] === undefined
      ? []
      : [{ name: 'before training', value: factor * untrained[key] }];
  const dimensions = looks.at(-1)?.dimensions;
  const scales = perFeature(config);
  const sections: Section[] = [
    {
      title: 'Loss',
      sentence:
        'What training makes small. Its size grows with the width of the projector, and means something only beside that at first. Good: it falls, fast at first, and then ever more slowly.',
      body: draw([noisy('loss')], { levels: atFirst('loss') }),
    },
    ...parts.map((key) => {
      const { title, sentence } = partTexts[key] ?? {
        title: `Loss: ${key}`,
        sentence: 'A part of the loss. Good: it falls.',
      };
      const factor = scales[key] ?? 1;
      const scaled = lines.map((line) => ({ ...line, [key]: factor * line[key]! }));
      const series = noisySeriesOf(scaled, key, factor === 1 ? 'this part' : 'for each feature');
      return { title, sentence, body: draw([series], { levels: atFirst(key, factor) }) };
    }),
    {
      title: 'Spread and distance',
      sentence:
        'Spread: how different the pictures look to the network. Sound: 0.5 to 1; near 0 it has collapsed. Distance of two views of a picture, beside that of any two pictures. Good: it falls below what it was at first, and stays above 0.',
      body: draw([noisy('spread'), noisy('distance')], {
        reference: 0,
        levels: atFirst('distance', 1, 'distance at first'),
      }),
    },
    {
      title: 'Learning rate',
      sentence: 'How far a step goes. It rises, and then falls to almost nothing, as planned.',
      body: draw([seriesOf(lines, 'learningRate', 'learning rate')], { reference: 0 }),
    },
    {
      title: 'Speed',
      sentence: 'Pictures per second. Level, where nothing else uses the machine.',
      body: draw([noisy('imagesPerSecond', 'images/s')], { reference: 0 }),
    },
  ];
  if (looks.length > 0) {
    sections.push({
      title: 'RankMe',
      sentence: `In how many directions the embeddings of a sample differ, before whitening, of ${dimensions}. Good: more than before training; near 1, all pictures lie on a line.`,
      body: draw([seriesOf(looks, 'rankMe', 'directions')], {
        reference: 0,
        levels: before('rankMe'),
      }),
    });
  }
  if (looks.some(({ knn20 }) => knn20 !== undefined)) {
    const percent = looks.map((line) => ({ ...line, knn20: 100 * line.knn20! }));
    sections.push({
      title: 'kNN accuracy',
      sentence:
        'Of a sample of labelled pictures, those whose 20 nearest neighbours tell their class, in %. It was embedded before whitening: the published encoder does better. Good: above what it was before training.',
      body: draw([seriesOf(percent, 'knn20', '% right')], {
        reference: 0,
        levels: before('knn20', 100),
      }),
    });
  }
  return sections;
}

const partTexts: Readonly<Record<string, { readonly title: string; readonly sentence: string }>> = {
  onDiagonal: {
    title: 'Loss: invariance (on the diagonal)',
    sentence:
      'How far the two views of a picture are from giving the same features, for each feature: 1 where they have nothing in common. Good: it falls.',
  },
  offDiagonal: {
    title: 'Loss: redundancy (off the diagonal)',
    sentence:
      'How much different features say the same, for each feature, times lambda. It may rise while the features learn to differ between pictures. Good: then it levels off or falls.',
  },
  mixed: {
    title: 'Loss: mixed pictures',
    sentence: 'How far mixed pictures are from what they were mixed of. Good: it falls.',
  },
};

/** What the last values are, and, of several lines, which is which. */
export function legend(series: readonly Series[]): string {
  const items = series.map(({ name, points, trend = points }, i) => {
    const mark = `<i style="background:var(${colours[i % colours.length]})"></i>`;
    const last = trend.at(-1)?.[1];
    return `<span>${mark}${escapeHtml(name)} ${last === undefined ? '' : shortNumber(last)}</span>`;
  });
  return `<div class="legend">${items.join('')}</div>`;
}
