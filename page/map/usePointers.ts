import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Place } from './geometry.ts';

/** A finger or a mouse that goes less far than so many pixels has clicked. */
const still = 5;

/** What fingers and mice do, in pixels of the element. */
export interface Gestures {
  /** Whether a line is drawn, rather than the map moved. */
  draws(event: PointerEvent): boolean;
  move(dx: number, dy: number): void;
  zoom(factor: number, at: Place): void;
  click(at: Place): void;
  /** Another place of the line. */
  line(at: Place): void;
  /** The line is done; not, where it was broken off. */
  lineEnd(done: boolean): void;
}

/** One moves or draws, two zoom, and the wheel does. */
export function usePointers(element: RefObject<HTMLElement | null>, gestures: Gestures): void {
  const latest = useRef(gestures);
  latest.current = gestures;
  useEffect(() => {
    const target = element.current!;
    const down = new Map<number, Place>();
    let drawing = false;
    let travelled = 0;
    const at = (event: MouseEvent): Place => {
      const { left, top } = target.getBoundingClientRect();
      return [event.clientX - left, event.clientY - top];
    };
    const begin = (event: PointerEvent) => {
      if (event.button !== 0) return;
      target.setPointerCapture(event.pointerId);
      down.set(event.pointerId, at(event));
      if (down.size === 1) {
        travelled = 0;
        drawing = latest.current.draws(event);
        if (drawing) latest.current.line(at(event));
      } else if (drawing) {
        drawing = false;
        latest.current.lineEnd(false);
      }
    };
    const go = (event: PointerEvent) => {
      const before = down.get(event.pointerId);
      if (before === undefined) return;
      // A browser that is busy tells of several moves at once.
      if (drawing) for (const one of event.getCoalescedEvents()) latest.current.line(at(one));
      const now = at(event);
      const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
      travelled += Math.hypot(dx, dy);
      if (drawing) latest.current.line(now);
      else if (down.size === 1) latest.current.move(dx, dy);
      else {
        const [, other] = [...down].find(([id]) => id !== event.pointerId)!;
        const apart = ([x, y]: Place) => Math.max(1, Math.hypot(x - other[0], y - other[1]));
        latest.current.zoom(apart(now) / apart(before), other);
      }
      down.set(event.pointerId, now);
    };
    const end = (event: PointerEvent) => {
      if (!down.delete(event.pointerId)) return;
      const isDone = event.type === 'pointerup';
      if (drawing) latest.current.lineEnd(isDone && travelled > still);
      else if (isDone && down.size === 0 && travelled <= still) latest.current.click(at(event));
      drawing = false;
    };
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * 30;
      latest.current.zoom(Math.exp(-pixels / 400), at(event));
    };
    target.addEventListener('pointerdown', begin);
    target.addEventListener('pointermove', go);
    target.addEventListener('pointerup', end);
    target.addEventListener('pointercancel', end);
    target.addEventListener('wheel', wheel, { passive: false });
    return () => {
      target.removeEventListener('pointerdown', begin);
      target.removeEventListener('pointermove', go);
      target.removeEventListener('pointerup', end);
      target.removeEventListener('pointercancel', end);
      target.removeEventListener('wheel', wheel);
    };
  }, []);
}
