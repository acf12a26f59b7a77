type SvgAttributes = Readonly<Record<string, string | number>>;

/** An element of an SVG picture, as text. */
export function element(name: string, attributes: SvgAttributes, ...inside: string[]): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(value)}"`);
  return `<${name}${list.join('')}>${inside.join('')}</${name}>`;
}

export const text = (attributes: SvgAttributes, words: string, name = 'text') =>
  element(name, attributes, escapeText(words));

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };

function escapeText(value: string | number): string {
  // Coordinates need no more digits than a screen has dots.
  const words = typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;
  return words.replace(/[&<"]/g, (letter) => escapes[letter]!);
}
