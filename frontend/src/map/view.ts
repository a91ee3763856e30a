// What part of a map is looked at: zoomed and moved, in shares of the map's size, so that two maps can share it.

/** A view: `k` times as large as the whole, moved by shares of width and height. */
export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** All of the map. */
export const WHOLE: View = { k: 1, x: 0, y: 0 };

const MOST = 40;
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** A view that keeps some of the map in sight: its middle half never leaves. */
export function kept(view: View): View {
  const k = clamp(view.k, 1, MOST);
  const low = 1 - k;
  const margin = 0.25 * (k === 1 ? 0.6 : 1);
  return { k, x: clamp(view.x, low - margin, margin), y: clamp(view.y, low - margin, margin) };
}

/** Zoom by a factor, keeping the point at (`x`, `y`), in shares of the map, where it is. */
export function zoomed(view: View, factor: number, x = 0.5, y = 0.5): View {
  const k = clamp(view.k * factor, 1, MOST);
  if (k === 1) return WHOLE;
  const real = k / view.k;
  return kept({ k, x: x - (x - view.x) * real, y: y - (y - view.y) * real });
}

/** Move by shares of the map. */
export function moved(view: View, x: number, y: number): View {
  return kept({ k: view.k, x: view.x + x, y: view.y + y });
}

/** A view in which the point at (`x`, `y`), in shares of the unzoomed map, is in sight. */
export function showing(view: View, x: number, y: number): View {
  const edge = 0.06;
  const slide = (at: number, shift: number) => clamp(view.k * at + shift, edge, 1 - edge) - view.k * at;
  return { k: view.k, x: slide(x, view.x), y: slide(y, view.y) };
}
