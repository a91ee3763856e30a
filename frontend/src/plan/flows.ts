// What goes along the routes of a scene.
import { at, rowsOf } from "./columns";
import type { Scene } from "./picture";

/**
 * What is sent along each route, there (`forth`) and back, in `unit`.
 *
 * In tonnes, or for a good without mass in the good's own unit. `unweighed` marks routes that also carry goods
 * without mass, which no tonnes can tell.
 */
export interface Flowing {
  readonly forth: Float64Array;
  readonly back: Float64Array;
  readonly unweighed: Uint8Array;
  readonly most: number;
  readonly unit: string;
}

/** What is sent in a period (all of them for null), of one good or of all. */
export function flowsAlong(scene: Scene, period: number | null, good: number | null): Flowing {
  const { flows, picture } = scene;
  const n = picture.routes.length;
  const forth = new Float64Array(n);
  const back = new Float64Array(n);
  const unweighed = new Uint8Array(n);
  const hasMass = good === null || goodHasMass(scene, good);
  for (const row of period === null ? scene.everyFlow : rowsOf(scene.flowsByPeriod, period)) {
    if (good !== null && at(flows.good, row) !== good) continue;
    const route = at(flows.route, row);
    const amount = hasMass ? at(flows.tonnes, row) : at(flows.sent, row);
    if (Number.isNaN(amount)) {
      unweighed[route] = 1;
      continue;
    }
    const way = at(flows.back, row) === 1 ? back : forth;
    way[route] = at(way, route) + amount;
  }
  let most = 0;
  for (let route = 0; route < n; route += 1) most = Math.max(most, at(forth, route), at(back, route));
  return { forth, back, unweighed, most, unit: hasMass ? "t" : (picture.goods[good]?.unit ?? "") };
}

/** Whether a good that is sent anywhere is told in tonnes. */
function goodHasMass({ flows }: Scene, good: number): boolean {
  const row = flows.good.indexOf(good);
  return row < 0 || !Number.isNaN(at(flows.tonnes, row));
}

/** The goods that are sent along any route, by position. */
export function goodsOnRoads({ flows }: Scene): number[] {
  return [...new Set(flows.good)].sort((one, other) => one - other);
}

/** What closes anything in a period; in the whole plan for null. */
export function closedIn(scene: Scene, period: number | null): Scene["picture"]["closed"] {
  return scene.picture.closed.filter(
    (closed) => period === null || (closed.first <= period && period < closed.first + closed.n_periods),
  );
}
