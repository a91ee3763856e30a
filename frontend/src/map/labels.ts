// Labels of a map, set where they hide neither a place nor each other; the heavier go first.

/** What is to be written at a point; `away` is the distance to keep from it, 0 writes across it. */
export interface Wish {
  readonly id: number;
  readonly name: string;
  readonly value: string;
  readonly x: number;
  readonly y: number;
  readonly away: number;
  readonly weight: number;
}

/** A label that found room: the middle of its box. */
export interface Label {
  readonly id: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const SIZE = 12.5;
const LETTER = 0.54; // mean width of a letter, as a share of its size

/** Height of a line of a label, in pixels. */
export const LINE = SIZE * 1.2;

/** The labels that find room on a map of a size; places that are not to be written on are kept free. */
export function placed(wishes: readonly Wish[], width: number, height: number): Label[] {
  const taken = new Grid();
  for (const { x, y, away } of wishes) {
    if (away > 0) taken.add({ left: x - away, top: y - away, right: x + away, bottom: y + away });
  }
  const found: Label[] = [];
  const heaviestFirst = [...wishes].sort((one, other) => other.weight - one.weight || one.id - other.id);
  for (const wish of heaviestFirst) {
    const box = candidates(wish).find(
      (each) =>
        each.left >= 0 && each.top >= 0 && each.right <= width && each.bottom <= height && taken.isFree(each),
    );
    if (!box) continue;
    taken.add(box);
    const { id, name } = wish;
    found.push({ id, name, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
  }
  return found;
}

/** Places for a label: across its point where it may be, else around it. */
function candidates({ name, value, x, y, away }: Wish): Box[] {
  const wide = LETTER * SIZE * Math.max(name.length, value.length, 1) + 2;
  const high = LINE * (value ? 2 : 1);
  const around = (cx: number, cy: number): Box => ({
    left: cx - wide / 2,
    top: cy - high / 2,
    right: cx + wide / 2,
    bottom: cy + high / 2,
  });
  if (away === 0) {
    const aside = wide / 2 + 6;
    return [
      around(x, y),
      around(x, y - high),
      around(x, y + high),
      around(x - aside, y),
      around(x + aside, y),
    ];
  }
  const side = wide / 2 + away + 2;
  const up = high / 2 + away + 1;
  return [
    around(x + side, y),
    around(x - side, y),
    around(x, y + up),
    around(x, y - up),
    around(x + side, y + up),
    around(x - side, y - up),
  ];
}

const CELL = 80;

/** Boxes by squares of the map, so that a crowded one is still labelled at once. */
class Grid {
  private readonly squares = new Map<string, Box[]>();

  private *squaresOf(box: Box): Generator<string> {
    for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1)
      for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1)
        yield `${String(column)},${String(row)}`;
  }

  add(box: Box): void {
    for (const square of this.squaresOf(box)) {
      const there = this.squares.get(square);
      if (there) there.push(box);
      else this.squares.set(square, [box]);
    }
  }

  isFree(box: Box): boolean {
    for (const square of this.squaresOf(box))
      for (const other of this.squares.get(square) ?? [])
        if (
          box.left < other.right &&
          other.left < box.right &&
          box.top < other.bottom &&
          other.top < box.bottom
        )
          return false;
    return true;
  }
}
