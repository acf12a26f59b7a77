import {
  defaultRangeExtractor,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

/** Rows above and below what is seen that are there already. */
const overscan = 4;

/**
 * The rows of a long list that the window shows just now, and how high they are: as they are measured,
 * for ids may take several lines.
 * @param estimate the height of a row that has not been seen yet, in pixels
 * @param focused the row that has the focus, which stays there wherever the window goes
 */
export function useRows(
  list: RefObject<HTMLElement | null>,
  count: number,
  estimate: number,
  focused: number | null,
): Virtualizer<Window, Element> {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const options = {
    count,
    overscan,
    estimateSize: () => estimate,
    scrollMargin: list.current?.offsetTop ?? 0,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset: () => window.scrollY,
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const rows = defaultRangeExtractor(range);
      if (focused === null || focused >= count || rows.includes(focused)) return rows;
      return [...rows, focused].toSorted((a, b) => a - b);
    },
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<Window, Element>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  // A row of another width has another height.
  useLayoutEffect(() => virtualizer.measure(), [estimate]);
  return virtualizer;
}
