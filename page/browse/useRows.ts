import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Rows above and below what is seen that are there already. */
const beyond = 3;
/** Milliseconds without a movement after which the window rests. */
const restMs = 100;

interface Seen {
  readonly from: number;
  readonly to: number;
  /** Whether the window moves by more than half of itself at a time: nobody can look at what it shows. */
  readonly flies: boolean;
}

/**
 * The rows of a long list, all of one height, that the window shows just now, and some beyond. Where the
 * list is is looked at when the window has moved, before anything is drawn: then it costs nothing.
 * @param height of a row, in pixels
 * @param focused the row that has the focus, which stays there wherever the window goes
 */
export function useRows(
  list: RefObject<HTMLElement | null>,
  count: number,
  height: number,
  focused: number | null,
): { readonly rows: readonly number[]; readonly flies: boolean } {
  const [{ from, to, flies }, setSeen] = useState<Seen>({ from: 0, to: 0, flies: false });
  useEffect(() => {
    let before = 0;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const look = (event?: Event) => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const flies = event?.type === 'scroll' && Math.abs(top - before) > innerHeight / 2;
      before = top;
      const more = flies ? 0 : beyond;
      const from = Math.floor(-top / height) - more;
      const to = Math.ceil((innerHeight - top) / height) + more;
      setSeen((seen) =>
        seen.from === from && seen.to === to && seen.flies === flies ? seen : { from, to, flies },
      );
      clearTimeout(rest);
      if (flies) rest = setTimeout(look, restMs);
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    const onSize = () => look();
    window.addEventListener('resize', onSize);
    // What stands above the list moves it, too.
    const observer = new ResizeObserver(onSize);
    observer.observe(document.body);
    return () => {
      clearTimeout(rest);
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', onSize);
      observer.disconnect();
    };
  }, [height]);
  const first = Math.max(0, Math.min(from, count));
  const last = Math.max(first, Math.min(to, count));
  const rows = Array.from({ length: last - first }, (_, i) => first + i);
  if (focused === null || focused >= count || rows.includes(focused)) return { rows, flies };
  return { rows: focused < first ? [focused, ...rows] : [...rows, focused], flies };
}
