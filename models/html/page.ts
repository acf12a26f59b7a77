const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };

export const escapeHtml = (text: string) => text.replace(/[&<"]/g, (letter) => escapes[letter]!);

export interface Section {
  readonly title: string;
  /** What is seen, and what good looks like. */
  readonly sentence: string;
  /** HTML. */
  readonly body: string;
  /** Two columns, or as wide as the page; one column if left out. */
  readonly width?: 'double' | 'wide';
}

const style = `
:root { --page: #fff; --ink: #222; --faint: #667; --line: #8884; --card: #f4f5f7; --first: #0072b2; --second: #d55e00; --good: #11774a; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --page: #15171a; --ink: #e4e6ea; --faint: #9aa3ad; --card: #1f2328; --first: #56b4e9; --second: #f0a060; --good: #5fd08f; --bad: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px; max-width: 1240px; background: var(--page); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
h1 { margin: 0 0 4px; font-size: 24px; }
h2 { margin: 0 0 4px; font-size: 17px; }
p { margin: 0 0 10px; }
.faint, section p { color: var(--faint); }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); gap: 16px; grid-auto-flow: dense; margin-top: 16px; }
section { padding: 14px 16px; border-radius: 8px; background: var(--card); min-width: 0; overflow-x: auto; }
.wide { grid-column: 1 / -1; }
@media (min-width: 780px) { .double { grid-column: span 2; } }
.good { color: var(--good); }
.bad { color: var(--bad); }
.wait, .even, .sound { color: var(--faint); }
ul { margin: 0; padding: 0; list-style: none; }
li { padding: 2px 0 2px 66px; text-indent: -66px; }
li b { display: inline-block; width: 66px; text-indent: 0; }
svg { display: block; width: 100%; max-width: 560px; }
svg text { font: 11px system-ui, sans-serif; fill: var(--faint); }
svg .over { paint-order: stroke; stroke: var(--card); stroke-width: 3px; fill: var(--ink); }
.grid { stroke: var(--line); }
.level { stroke: var(--ink); stroke-dasharray: 3 3; opacity: 0.7; }
.legend span { margin-right: 14px; color: var(--ink); }
.legend i { display: inline-block; width: 10px; height: 10px; margin-right: 5px; border-radius: 5px; }
img { image-rendering: pixelated; border-radius: 3px; }
.matrix { width: 340px; max-width: 100%; aspect-ratio: 1; }
table { border-collapse: collapse; }
th, td { padding: 2px 6px 2px 0; text-align: left; font-weight: normal; vertical-align: middle; overflow-wrap: anywhere; }
.pictures img { width: 60px; height: 60px; display: block; object-fit: contain; }
.clear img { background: repeating-conic-gradient(#ccc 0 25%, #fff 0 50%) 0 0 / 12px 12px; }
.pictures th { padding-right: 12px; color: var(--faint); white-space: nowrap; }
.apart { padding-right: 22px; }
.right img { outline: 3px solid var(--good); }
.pair td, .pair th { padding-top: 10px; }
`;

/** A page that needs nothing from outside. @param live whether it is loaded again now and then */
export function page(
  title: string,
  live: boolean,
  header: string,
  sections: readonly Section[],
): string {
  const refresh = live ? '<meta http-equiv="refresh" content="30">' : '';
  const drawn = sections.map(
    ({ title, sentence, body, width }) =>
      `<section${width ? ` class="${width}"` : ''}><h2>${escapeHtml(title)}</h2><p>${escapeHtml(sentence)}</p>${body}</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">${refresh}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body>${header}<main>
${drawn.join('\n')}
</main></body></html>
`;
}
