import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** A card's width at the least, and the gap between cards, as in cards.css. */
const narrowest = 150;
const gap = 12;
/** Below the picture, in the height of a line of text: two lines of an id and the tools. */
const caption = 4.5;

/** How many cards there are in a row, and how high a row is, the gap below it included. */
export function useColumns(list: RefObject<HTMLElement | null>): {
  columns: number;
  height: number;
} {
  const [{ width, rem }, setSizes] = useState({ width: 0, rem: 16 });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { fontSize } = getComputedStyle(document.documentElement);
      setSizes({ width: entry!.contentRect.width, rem: Number.parseFloat(fontSize) });
    });
    if (list.current) observer.observe(list.current);
    return () => observer.disconnect();
  }, []);
  const columns = Math.max(2, Math.floor((width + gap) / (narrowest + gap)));
  const card = (width - gap * (columns - 1)) / columns;
  return { columns, height: Math.ceil(card + caption * rem) + gap };
}
