// Zooming and moving a map by wheel, by dragging, and by two fingers.
import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import { moved, type View, zoomed } from "./view";

const DRAG = 4; // pixels from which a press is a drag

interface Moves {
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: (event: PointerEvent) => void;
  onPointerCancel: (event: PointerEvent) => void;
  /** Whether the press that just ended was a drag, and so no click. */
  wasDragged: () => boolean;
}

type Change = (how: (view: View) => View) => void;

/** What makes the map in `frame` move. */
export function useMoves(frame: RefObject<HTMLElement | null>, change: Change): Moves {
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const travelled = useRef(0);
  useWheel(frame, change);

  const onPointerMove = (event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    const box = frame.current?.getBoundingClientRect();
    if (!before || !box) return;
    const here = { x: event.clientX, y: event.clientY };
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, here);
    travelled.current += Math.hypot(here.x - before.x, here.y - before.y);
    if (other) {
      const factor = distance(here, other) / (distance(before, other) || 1);
      const [x, y] = [(here.x + other.x) / 2 - box.left, (here.y + other.y) / 2 - box.top];
      change((view) => zoomed(view, factor, x / box.width, y / box.height));
    } else if (travelled.current > DRAG) {
      frame.current?.setPointerCapture(event.pointerId);
      change((view) => moved(view, (here.x - before.x) / box.width, (here.y - before.y) / box.height));
    }
  };
  const onPointerUp = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
  };
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      if (fingers.current.size === 0) travelled.current = 0;
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove,
    onPointerUp,
    onPointerCancel: onPointerUp,
    wasDragged: () => travelled.current > DRAG,
  };
}

function distance(one: { x: number; y: number }, other: { x: number; y: number }): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** Zoom by the wheel; the page scrolls on where the map can't get any smaller. */
function useWheel(frame: RefObject<HTMLElement | null>, change: Change): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const turned = (event: WheelEvent) => {
      const isWhole = element.dataset.whole === "yes";
      if (isWhole && event.deltaY > 0 && !event.ctrlKey) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const factor = Math.exp(-Math.max(-240, Math.min(240, event.deltaY)) * 0.0022);
      change((view) =>
        zoomed(view, factor, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height),
      );
    };
    element.addEventListener("wheel", turned, { passive: false });
    return () => {
      element.removeEventListener("wheel", turned);
    };
  }, [frame, change]);
}
