import { drawPanel, type Panel, panelSize } from './panel.ts';
import { element, text } from './svg.ts';

/** Told apart by people with any kind of colour vision (Okabe and Ito, 2008). */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];

/** Readable on a white page and on a black one. */
const style = `
text { font: 12px sans-serif; fill: #333; }
.title { font-weight: bold; }
.grid { stroke: #8885; }
@media (prefers-color-scheme: dark) { text { fill: #ddd; } }
`;

const legendHeight = 20;

/** Panels beside each other, with one legend, as an SVG picture. @param title for those who hear it */
export function plot(title: string, panels: readonly Panel[]): string {
  const names = [...new Set(panels.flatMap(({ series }) => series.map(({ name }) => name)))];
  const colourOf = (name: string) => colours[names.indexOf(name) % colours.length]!;
  const [width, height] = [panelSize.width * panels.length, panelSize.height + legendHeight];
  const legend = names.map((name, i) => {
    const x = 46 + 130 * i;
    return (
      element('circle', { cx: x, cy: 10, r: 4, fill: colourOf(name) }) +
      text({ x: x + 10, y: 14 }, name)
    );
  });
  const drawn = panels.map((panel, i) =>
    element(
      'g',
      { transform: `translate(${i * panelSize.width} ${legendHeight})` },
      drawPanel(panel, colourOf),
    ),
  );
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const root = { xmlns: 'http://www.w3.org/2000/svg', ...size };
  return `${element('svg', root, text({}, title, 'title'), element('style', {}, style), ...legend, ...drawn)}\n`;
}
