// The lines of a map: bowed, so that the way back lies beside the way there, as wide as what they carry.

export type Point = readonly [number, number];

const WIDEST = 9;
const THINNEST = 1.4;

/** Width of a line that carries so much, where the widest carries `most`. */
export function widthOf(amount: number, most: number): number {
  return most > 0 ? Math.max(THINNEST, (WIDEST * amount) / most) : THINNEST;
}

/** A line from one point to another, the head that tells its direction, and its middle. */
export interface Line {
  readonly path: string;
  readonly head: string;
  readonly middle: Point;
}

const text = ([x, y]: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A line of a width, bowed to its right (not at all for 0); its path is the same whatever its width. */
export function lineBetween(from: Point, to: Point, width: number, bow = 0.09): Line {
  const [x1, y1] = from;
  const [x2, y2] = to;
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const side = bow === 0 ? 0 : bow * length + 1.5;
  const bend: Point = [
    (x1 + x2) / 2 + (side * 2 * (y1 - y2)) / length,
    (y1 + y2) / 2 + (side * 2 * (x2 - x1)) / length,
  ];
  return {
    path: `M${text(from)}Q${text(bend)} ${text(to)}`,
    head: arrowhead(from, bend, to, 5 + 0.8 * width),
    middle: onCurve(from, bend, to, 0.5),
  };
}

function onCurve([x1, y1]: Point, [xb, yb]: Point, [x2, y2]: Point, t: number): Point {
  const s = 1 - t;
  return [s * s * x1 + 2 * s * t * xb + t * t * x2, s * s * y1 + 2 * s * t * yb + t * t * y2];
}

function arrowhead(from: Point, bend: Point, to: Point, size: number): string {
  const [x, y] = onCurve(from, bend, to, 0.6);
  const [ahead, below] = onCurve(from, bend, to, 0.62);
  const length = Math.hypot(ahead - x, below - y) || 1;
  const [dx, dy] = [(ahead - x) / length, (below - y) / length];
  const tip: Point = [x + dx * size, y + dy * size];
  const left: Point = [x - dx * size * 0.4 + dy * size * 0.62, y - dy * size * 0.4 - dx * size * 0.62];
  const right: Point = [x - dx * size * 0.4 - dy * size * 0.62, y - dy * size * 0.4 + dx * size * 0.62];
  return `M${text(tip)}L${text(left)}L${text(right)}Z`;
}

/** Three round amounts for the legend of widths, the largest not above `most`. */
export function roundSteps(most: number): number[] {
  if (!(most > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(most));
  const top = [5, 2, 1].find((each) => each * power <= most) ?? 1;
  const next = { 5: [2, 1], 2: [1, 0.5], 1: [0.5, 0.2] }[top] ?? [];
  return [top * power, ...next.map((each) => each * power)];
}
