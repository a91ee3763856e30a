// Which thing lies next in a direction: how the arrow keys walk over a map.

/** Something at a point of the map. */
export interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export type Direction = "left" | "right" | "up" | "down";

const UNIT: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The nearest spot in a direction, those straight ahead before those aside; null where there is none. */
export function nextSpot(spots: readonly Spot[], from: Spot, direction: Direction): Spot | null {
  const [ux, uy] = UNIT[direction];
  let best: Spot | null = null;
  let least = Infinity;
  for (const spot of spots) {
    const [dx, dy] = [spot.x - from.x, spot.y - from.y];
    const ahead = dx * ux + dy * uy;
    const aside = Math.abs(dx * uy - dy * ux);
    if (spot.id === from.id || ahead <= 0.01 || aside > ahead * 2.5) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [spot, cost];
  }
  return best;
}
