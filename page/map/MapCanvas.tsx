import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { go } from '../address/address.ts';
import { drawMap } from './drawMap.ts';
import {
  around,
  inView,
  moved,
  nearestTo,
  type Place,
  type Points,
  type Size,
  type Window,
  whole,
  zoomed,
} from './geometry.ts';
import { Thumbnails } from './thumbnails.ts';
import { usePointers } from './usePointers.ts';

/** Pixels that an arrow key moves the map by, and the factor of a step closer. */
const [step, closer] = [60, 1.5];
/** Milliseconds that the map has to rest for what is in view to be told. */
const restMs = 250;
/** Pixels around a place in which a point is clicked. */
const reach = 28;

/** The map as points and, where few are in view, pictures; to move, to come closer, to draw around some. */
export function MapCanvas({
  collection,
  points,
  chosen,
  onChoose,
  onView,
}: {
  collection: string;
  points: Points;
  chosen: ReadonlySet<number>;
  onChoose: (chosen: readonly number[]) => void;
  /** Told what is in view, once the map rests. */
  onView: (seen: readonly number[]) => void;
}) {
  const plane = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [window, setWindow] = useState<Window>(whole(size));
  const line = useRef<Place[]>([]);
  const [draws, setDraws] = useState(false);
  const [round, setRound] = useState(0);
  const redraw = () => setRound((before) => before + 1);
  const thumbnails = useThumbnails(collection, redraw);

  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width, height });
      setWindow(whole({ width, height }));
    });
    observer.observe(plane.current!);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', redraw);
    };
  }, []);

  useEffect(() => {
    if (size.width === 0) return;
    const frame = requestAnimationFrame(() => {
      // The view may be left between the two.
      if (canvas.current === null) return;
      drawMap(canvas.current, { points, window, size, chosen, line: line.current, thumbnails });
    });
    return () => cancelAnimationFrame(frame);
  }, [points, window, size, chosen, thumbnails, round]);

  useEffect(() => {
    if (size.width === 0) return;
    const timer = setTimeout(() => onView(inView(points, window, size)), restMs);
    return () => clearTimeout(timer);
  }, [points, window, size]);

  const middle: Place = [size.width / 2, size.height / 2];
  const zoom = (factor: number, at = middle) =>
    setWindow((before) => zoomed(before, factor, at, size));
  const move = (dx: number, dy: number) => setWindow((before) => moved(before, dx, dy, size));
  usePointers(plane, {
    draws: (event) => draws || event.shiftKey,
    move,
    zoom,
    click(at) {
      const found = nearestTo(points, inView(points, window, size), window, at, reach);
      if (found !== null) go({ item: points.ids[found]! });
    },
    line([x, y]) {
      line.current.push([(x - window.left) / window.scale, (y - window.top) / window.scale]);
      redraw();
    },
    lineEnd(done) {
      if (done) onChoose(around(points, line.current));
      line.current = [];
      setDraws(false);
      redraw();
    },
  });
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move(step, 0),
    ArrowRight: () => move(-step, 0),
    ArrowUp: () => move(0, step),
    ArrowDown: () => move(0, -step),
    '+': () => zoom(closer),
    '-': () => zoom(1 / closer),
    '0': () => setWindow(whole(size)),
  };
  return (
    <div class="map">
      <div
        ref={plane}
        class={draws ? 'plane draws' : 'plane'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys that it names
        tabIndex={0}
        role="application"
        aria-roledescription="map"
        aria-label={`Map of ${points.ids.length.toLocaleString()} items`}
        aria-describedby="map-keys"
        onKeyDown={(event) => {
          const act = keys[event.key];
          if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          act();
        }}
      >
        <canvas ref={canvas} />
      </div>
      <div class="bar">
        <button type="button" onClick={() => zoom(closer)}>
          <span aria-hidden="true">+</span>
          <span class="unseen">Closer</span>
        </button>
        <button type="button" onClick={() => zoom(1 / closer)}>
          <span aria-hidden="true">−</span>
          <span class="unseen">Further away</span>
        </button>
        <button type="button" onClick={() => setWindow(whole(size))}>
          Whole map
        </button>
        <button type="button" aria-pressed={draws} onClick={() => setDraws(!draws)}>
          Draw around some
        </button>
        <button type="button" onClick={() => onChoose(inView(points, window, size))}>
          Choose all in view
        </button>
      </div>
      <p id="map-keys" class="faint">
        Drag to move, turn the wheel to come closer; draw around some with the button, or with shift
        held. By keyboard: arrows, + and −, 0 for the whole map. What is in view is listed below.
      </p>
    </div>
  );
}

function useThumbnails(collection: string, onLoad: () => void): Thumbnails {
  const [gone] = useState(() => new AbortController());
  useEffect(() => () => gone.abort(), []);
  return useMemo(() => new Thumbnails(collection, gone.signal, onLoad), [collection]);
}
