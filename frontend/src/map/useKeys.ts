// Walking over a map by keys: from thing to thing, nearer and farther, to and fro.
import { type KeyboardEvent, type RefObject, useState } from "react";
import type { Thing } from "./drawing";
import { idOf, thingOf } from "./layers";
import { type Direction, nextSpot } from "./nearest";
import type { Sheet } from "./sheet";
import { moved, showing, type View, WHOLE, zoomed } from "./view";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const SLIDE: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [0.15, 0],
  right: [-0.15, 0],
  up: [0, 0.15],
  down: [0, -0.15],
};

interface Walked {
  frame: RefObject<HTMLElement | null>;
  sheet: Sheet | null;
  selected: Thing | null;
  change: (how: (view: View) => View) => void;
  onSelect: ((thing: Thing | null) => void) | undefined;
}

/** What the keys do on a map; `stop` is the thing that Tab reaches. */
export function useKeys({ frame, sheet, selected, change, onSelect }: Walked) {
  const [last, setLast] = useState<string | null>(null);
  const stop = last ?? (selected ? idOf(selected) : null) ?? sheet?.spots[0]?.id ?? null;

  const focusOn = (id: string) => {
    const spot = sheet?.spots.find((each) => each.id === id);
    if (!spot || !sheet) return;
    const { base, k } = sheet;
    change((now) => showing(now, spot.x / k / base.width, spot.y / k / base.height));
    setLast(id);
    requestAnimationFrame(() => frame.current?.querySelector<SVGElement>(`[data-thing="${id}"]`)?.focus());
  };
  const walk = (direction: Direction) => {
    const here = sheet?.spots.find((spot) => spot.id === stop);
    if (here && sheet) focusOn(nextSpot(sheet.spots, here, direction)?.id ?? here.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key];
    if (direction && event.shiftKey) change((now) => moved(now, ...SLIDE[direction]));
    else if (direction) walk(direction);
    else if (event.key === "+" || event.key === "=") change((now) => zoomed(now, 1.5));
    else if (event.key === "-") change((now) => zoomed(now, 1 / 1.5));
    else if (event.key === "0") change(() => WHOLE);
    else if (event.key === "Escape" && selected) onSelect?.(null);
    else if ((event.key === "Enter" || event.key === " ") && stop) onSelect?.(thingOf(stop));
    else return;
    event.preventDefault();
  };
  return { stop, setStop: setLast, onKeyDown };
}
