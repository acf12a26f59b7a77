import { curve, type Series } from '../plot/curve.ts';
import { type Line, seriesOf } from './history.ts';
import { escapeHtml, type Section } from './html.ts';

const colours = ['--first', '--second'];

/** Curves of a run. @param parts names of the loss's parts; @param looks the closer looks so far */
export function curveSections(
  lines: readonly Line[],
  looks: readonly Line[],
  parts: readonly string[],
  totalSteps: number,
): Section[] {
  const draw = (...series: Series[]) => legend(series) + curve(series, totalSteps);
  const of = (key: string, name?: string) => seriesOf(lines, key, name);
  const dimensions = looks.at(-1)?.dimensions;
  const all: (Section & { readonly key: string })[] = [
    {
      key: 'loss',
      title: 'Loss',
      sentence:
        'What training makes small. Good: it falls, fast at first, and then ever more slowly.',
      body: draw(of('loss')),
    },
    ...parts.map((key) => ({
      key,
      title: `Loss: ${key}`,
      sentence: partSentences[key] ?? 'A part of the loss. Good: it falls.',
      body: draw(of(key)),
    })),
    {
      key: 'spread',
      title: 'Spread and distance',
      sentence:
        'Spread: how different the pictures look to the network. Good: 0.5 to 1; near 0 it has collapsed. Distance of two views of a picture, beside that of any two pictures. Good: it falls below 1, and stays above 0.',
      body: draw(of('spread'), of('distance')),
    },
    {
      key: 'learningRate',
      title: 'Learning rate',
      sentence: 'How far a step goes. It rises, and then falls to almost nothing, as planned.',
      body: draw(of('learningRate')),
    },
    {
      key: 'imagesPerSecond',
      title: 'Images per second',
      sentence: 'How fast it trains. Good: level; dips tell that other work uses the machine.',
      body: draw(of('imagesPerSecond')),
    },
  ];
  if (looks.length > 0) {
    all.push({
      key: 'rankMe',
      title: 'RankMe',
      sentence: `In how many directions the embeddings of a sample differ, before whitening, of ${dimensions}. Good: it rises or stays; near 1, all pictures lie on a line.`,
      body: draw(seriesOf(looks, 'rankMe')),
    });
  }
  if (looks.some(({ knn20 }) => knn20 !== undefined)) {
    all.push({
      key: 'knn20',
      title: 'kNN accuracy',
      sentence:
        'Share of labelled pictures, of a sample, whose 20 nearest neighbours tell their class. Good: it rises.',
      body: draw(seriesOf(looks, 'knn20')),
    });
  }
  return all;
}

const partSentences: Readonly<Record<string, string>> = {
  onDiagonal:
    'How far the two views of a picture are from giving the same features. Good: it falls.',
  offDiagonal:
    'How much different features say the same. It rises while the features learn to differ between pictures. Good: then it levels off or falls.',
  mixed: 'How far mixed pictures are from what they were mixed of. Good: it falls.',
};

/** What the last values are, and, of several lines, which is which. */
function legend(series: readonly Series[]): string {
  const items = series.map(({ name, points }, i) => {
    const mark = `<i style="background:var(${colours[i % colours.length]})"></i>`;
    const last = points.at(-1)?.[1];
    return `<span>${mark}${escapeHtml(name)} ${last === undefined ? '' : last.toPrecision(3)}</span>`;
  });
  return `<div class="legend">${items.join('')}</div>`;
}
