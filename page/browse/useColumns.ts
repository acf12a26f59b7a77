import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** A card's width at the least, and the gap between cards, as in cards.css. */
const narrowest = 150;
const gap = 12;
/** Below the picture: two lines of an id and the tools. */
const captionHeight = 76;

/** How many cards there are in a row, and how high a row is about. */
export function useColumns(list: RefObject<HTMLElement | null>): {
  columns: number;
  height: number;
} {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    if (list.current) observer.observe(list.current);
    return () => observer.disconnect();
  }, []);
  const columns = Math.max(2, Math.floor((width + gap) / (narrowest + gap)));
  return { columns, height: Math.round(width / columns) + captionHeight };
}
