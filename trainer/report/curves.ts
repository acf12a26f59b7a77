import { escapeHtml, type Section } from '@selfsame/models';
import { curve, type Series } from '../plot/curve.ts';
import { type Line, noisySeriesOf, seriesOf } from './history.ts';
import { shortNumber } from './number.ts';

const colours = ['--first', '--second'];

/** Curves of a run. @param parts names of the loss's parts; @param looks the closer looks so far */
export function curveSections(
  lines: readonly Line[],
  looks: readonly Line[],
  parts: readonly string[],
  lastStep: number,
): Section[] {
  const draw = (series: Series[], reference?: number) =>
    legend(series) + curve(series, { lastStep, ...(reference !== undefined && { reference }) });
  const noisy = (key: string, name?: string) => noisySeriesOf(lines, key, name);
  const dimensions = looks.at(-1)?.dimensions;
  const sections: Section[] = [
    {
      title: 'Loss',
      sentence:
        'What training makes small. Good: it falls, fast at first, and then ever more slowly.',
      body: draw([noisy('loss')]),
    },
    ...parts.map((key) => {
      const { title, sentence } = partTexts[key] ?? {
        title: `Loss: ${key}`,
        sentence: 'A part of the loss. Good: it falls.',
      };
      return { title, sentence, body: draw([noisy(key, 'this part')]) };
    }),
    {
      title: 'Spread and distance',
      sentence:
        'Spread: how different the pictures look to the network. Good: 0.5 to 1; near 0 it has collapsed. Distance of two views of a picture, beside that of any two pictures. Good: it falls below 1, and stays above 0.',
      body: draw([noisy('spread'), noisy('distance')], 0),
    },
    {
      title: 'Learning rate',
      sentence: 'How far a step goes. It rises, and then falls to almost nothing, as planned.',
      body: draw([seriesOf(lines, 'learningRate', 'learning rate')], 0),
    },
    {
      title: 'Speed',
      sentence: 'Pictures per second. Good: level; dips tell that other work uses the machine.',
      body: draw([noisy('imagesPerSecond', 'images/s')], 0),
    },
  ];
  if (looks.length > 0) {
    sections.push({
      title: 'RankMe',
      sentence: `In how many directions the embeddings of a sample differ, before whitening, of ${dimensions}. Good: it rises or stays; near 1, all pictures lie on a line.`,
      body: draw([seriesOf(looks, 'rankMe', 'directions')], 0),
    });
  }
  if (looks.some(({ knn20 }) => knn20 !== undefined)) {
    const percent = looks.map((line) => ({ ...line, knn20: 100 * line.knn20! }));
    sections.push({
      title: 'kNN accuracy',
      sentence:
        'Of a sample of labelled pictures, those whose 20 nearest neighbours tell their class, in %. It was embedded before whitening: the published encoder does better. Good: it rises.',
      body: draw([seriesOf(percent, 'knn20', '% right')], 0),
    });
  }
  return sections;
}

const partTexts: Readonly<Record<string, { readonly title: string; readonly sentence: string }>> = {
  onDiagonal: {
    title: 'Loss: invariance (on the diagonal)',
    sentence:
      'How far the two views of a picture are from giving the same features. Good: it falls.',
  },
  offDiagonal: {
    title: 'Loss: redundancy (off the diagonal)',
    sentence:
      'How much different features say the same; lambda times this counts. It rises while the features learn to differ between pictures. Good: then it levels off or falls.',
  },
  mixed: {
    title: 'Loss: mixed pictures',
    sentence: 'How far mixed pictures are from what they were mixed of. Good: it falls.',
  },
};

/** What the last values are, and, of several lines, which is which. */
function legend(series: readonly Series[]): string {
  const items = series.map(({ name, points, trend = points }, i) => {
    const mark = `<i style="background:var(${colours[i % colours.length]})"></i>`;
    const last = trend.at(-1)?.[1];
    return `<span>${mark}${escapeHtml(name)} ${last === undefined ? '' : shortNumber(last)}</span>`;
  });
  return `<div class="legend">${items.join('')}</div>`;
}
