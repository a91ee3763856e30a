// What a plan does with one place, route or supply: what comes in and goes out, stocks, prices, limits.
import { at, rowsOf } from "./columns";
import type { Picture, Scene } from "./picture";

/** An amount of a good that comes from somewhere or goes somewhere, in the unit of the good. */
export interface Movement {
  readonly good: number;
  readonly kind: "route" | "supply";
  /** The route or supply, by position. */
  readonly of: number;
  /** The place at the other end of a route; −1 otherwise. */
  readonly place: number;
  amount: number;
}

class Movements {
  private readonly found = new Map<string, Movement>();

  add(movement: Movement): void {
    const key = [movement.good, movement.kind, movement.of, movement.place].join(" ");
    const there = this.found.get(key);
    if (there) there.amount += movement.amount;
    else this.found.set(key, movement);
  }

  list(): Movement[] {
    return [...this.found.values()].sort((one, other) => one.good - other.good || other.amount - one.amount);
  }
}

/** What arrives at a place in a period (in the whole plan for null), by good and way. */
export function comingIn(scene: Scene, place: number, period: number | null): Movement[] {
  const { flows, picture } = scene;
  const found = new Movements();
  for (const route of scene.routesByPlace.get(place) ?? [])
    for (const row of rowsOf(scene.flowsByRoute, route)) {
      if (period !== null && at(flows.period, row) !== period) continue;
      const [from, to] = ends(scene, route, at(flows.back, row));
      if (to !== place || from === place) continue;
      const [good, amount] = [at(flows.good, row), at(flows.arrived, row)];
      if (amount > 0) found.add({ good, kind: "route", of: route, place: from, amount });
    }
  picture.supplies.forEach((supply, position) => {
    if (supply.place !== place) return;
    const amount = sum(suppliedBy(scene, position), period);
    if (amount > 0) found.add({ good: supply.good, kind: "supply", of: position, place: -1, amount });
  });
  return found.list();
}

/** What leaves a place in a period (in the whole plan for null), by good and way. */
export function goingOut(scene: Scene, place: number, period: number | null): Movement[] {
  const { flows } = scene;
  const found = new Movements();
  for (const route of scene.routesByPlace.get(place) ?? [])
    for (const row of rowsOf(scene.flowsByRoute, route)) {
      if (period !== null && at(flows.period, row) !== period) continue;
      const [from, to] = ends(scene, route, at(flows.back, row));
      if (from !== place || to === place) continue;
      const [good, amount] = [at(flows.good, row), at(flows.sent, row)];
      if (amount > 0) found.add({ good, kind: "route", of: route, place: to, amount });
    }
  return found.list();
}

function ends({ picture }: Scene, route: number, back: number): [number, number] {
  const found = picture.routes[route];
  if (!found) return [-1, -1];
  return back === 1 ? [found.to_place, found.from_place] : [found.from_place, found.to_place];
}

function sum(series: Float64Array, period: number | null): number {
  return period === null ? series.reduce((total, each) => total + each, 0) : at(series, period);
}

/** What a supply gives in each period. */
export function suppliedBy(scene: Scene, supply: number): Float64Array {
  const { supplied } = scene.picture;
  const series = new Float64Array(scene.nPeriods);
  for (const row of rowsOf(scene.suppliedBySupply, supply)) {
    const period = at(supplied.period, row);
    series[period] = at(series, period) + at(supplied.amount, row);
  }
  return series;
}

/** What a supply costs over the whole plan, by currency (a good's position). */
export function costOf(scene: Scene, supply: number): ReadonlyMap<number, number> {
  const { supplied } = scene.picture;
  const found = new Map<number, number>();
  for (const row of rowsOf(scene.suppliedBySupply, supply)) {
    const currency = supplied.paid_in[row];
    const cost = at(supplied.cost, row);
    if (currency !== null && currency !== undefined && cost > 0)
      found.set(currency, (found.get(currency) ?? 0) + cost);
  }
  return found;
}

/** Stocks at a place at the end of each period, by good. */
export function stocksAt(scene: Scene, place: number): { good: number; stock: Float64Array }[] {
  const { stocks } = scene.picture;
  const found = new Map<number, Float64Array>();
  for (const row of rowsOf(scene.stocksByPlace, place)) {
    const good = at(stocks.good, row);
    const series = found.get(good) ?? new Float64Array(scene.nPeriods);
    series[at(stocks.period, row)] = at(stocks.stock, row);
    found.set(good, series);
  }
  return [...found].map(([good, stock]) => ({ good, stock })).sort((one, other) => one.good - other.good);
}

/** What a route carries each way in each period, in tonnes, and the room that there is (NaN: not told). */
export interface Carried {
  readonly forth: Float64Array;
  readonly back: Float64Array;
  readonly room: Float64Array;
}

/** What a route carries in each period. */
export function carriedBy(scene: Scene, route: number): Carried {
  const { flows, picture, nPeriods } = scene;
  const forth = new Float64Array(nPeriods);
  const back = new Float64Array(nPeriods);
  const room = new Float64Array(nPeriods).fill(NaN);
  for (const row of rowsOf(scene.flowsByRoute, route)) {
    const tonnes = at(flows.tonnes, row);
    if (Number.isNaN(tonnes)) continue;
    const way = at(flows.back, row) === 1 ? back : forth;
    const period = at(flows.period, row);
    way[period] = at(way, period) + tonnes;
  }
  if (picture.routes[route]?.capacity !== null) room.fill(0); // shut where it has no row
  picture.room.route.forEach((of, row) => {
    if (of === route) room[at(picture.room.period, row)] = at(picture.room.tonnes, row);
  });
  return { forth, back, room };
}

/** A good that goes along a route, each way, in the unit of the good. */
export interface Load {
  readonly good: number;
  forth: number;
  back: number;
}

/** What goes along a route in a period (in the whole plan for null), by good. */
export function loadsOf(scene: Scene, route: number, period: number | null): Load[] {
  const { flows } = scene;
  const found = new Map<number, Load>();
  for (const row of rowsOf(scene.flowsByRoute, route)) {
    if (period !== null && at(flows.period, row) !== period) continue;
    const good = at(flows.good, row);
    const load = found.get(good) ?? { good, forth: 0, back: 0 };
    if (at(flows.back, row) === 1) load.back += at(flows.sent, row);
    else load.forth += at(flows.sent, row);
    found.set(good, load);
  }
  return [...found.values()].sort((one, other) => one.good - other.good);
}

/** What one unit more of a good would be worth at a place, for which aim. */
export interface Worth {
  readonly good: number;
  readonly period: number;
  readonly price: number;
  readonly aim: number;
}

/** Prices of goods at a place in a period; for the whole plan the highest of each good and aim. */
export function pricesAt(scene: Scene, place: number, period: number | null): Worth[] {
  const { prices } = scene.picture;
  const found = new Map<string, Worth>();
  for (const row of rowsOf(scene.pricesByPlace, place)) {
    const when = at(prices.period, row);
    if (period !== null && when !== period) continue;
    const worth = {
      good: at(prices.good, row),
      period: when,
      price: at(prices.price, row),
      aim: at(prices.aim, row),
    };
    const key = `${String(worth.aim)} ${String(worth.good)}`;
    const there = found.get(key);
    if (worth.price > 0 && (!there || worth.price > there.price)) found.set(key, worth);
  }
  return [...found.values()].sort((one, other) => one.aim - other.aim || other.price - one.price);
}

/** Something that binds: the row where one more unit is worth most, and in how many periods it binds. */
export interface Binding {
  readonly row: number;
  readonly times: number;
}

const KINDS: Readonly<Record<"place" | "route" | "supply", readonly string[]>> = {
  place: [],
  route: ["route"],
  supply: ["supply", "purse"],
};

/** What binds about a thing in a period; over the whole plan each limit once. */
export function limitsOf(
  { picture }: Scene,
  about: { kind: "place" | "route" | "supply"; at: number },
  period: number | null,
): Binding[] {
  const { binding } = picture;
  const found = new Map<string, { row: number; times: number }>();
  for (let row = 0; row < binding.kind.length; row += 1) {
    const when = binding.period[row] ?? null;
    if (period !== null && when !== null && when !== period) continue;
    const isAbout =
      about.kind === "place"
        ? binding.place[row] === about.at
        : KINDS[about.kind].includes(binding.kind[row] ?? "") && binding.position[row] === about.at;
    if (!isAbout) continue;
    const key = JSON.stringify([binding.kind[row], binding.name[row], binding.back[row], binding.good[row]]);
    const there = found.get(key);
    if (!there) found.set(key, { row, times: 1 });
    else {
      there.times += 1;
      if (isWorthMore(picture, row, there.row)) there.row = row;
    }
  }
  return [...found.values()].sort(
    (one, other) =>
      Number(isWorthMore(picture, other.row, one.row)) - Number(isWorthMore(picture, one.row, other.row)),
  );
}

/** Whether one more of a limit helps an earlier aim than another, or helps it more. */
function isWorthMore({ binding, aims }: Picture, row: number, other: number): boolean {
  const aim = (of: number) => binding.aim[of] ?? aims.length;
  if (aim(row) !== aim(other)) return aim(row) < aim(other);
  return at(binding.price, row) > at(binding.price, other);
}

/** The needs of people at a place, by group, each with its cells in their order. */
export function needsAt(scene: Scene, place: number): { group: number; need: number; cells: number[] }[] {
  const { cells, picture } = scene;
  const found = new Map<number, { group: number; need: number; cells: number[] }>();
  for (const cell of rowsOf(scene.cellsByPlace, place)) {
    const [group, need] = [at(cells.group, cell), at(cells.need, cell)];
    const key = group * picture.needs.length + need;
    const row = found.get(key) ?? { group, need, cells: [] };
    row.cells.push(cell);
    found.set(key, row);
  }
  const tier = (need: number) => picture.needs[need]?.tier ?? 0;
  return [...found.values()].sort(
    (one, other) => tier(one.need) - tier(other.need) || one.need - other.need || one.group - other.group,
  );
}

/** People in need, targeted and reached: over the whole plan, or in a period. */
export function headlineOf({ headline }: Picture, period: number | null) {
  if (period === null)
    return { inNeed: headline.in_need, targeted: headline.targeted, reached: headline.reached };
  return {
    inNeed: headline.in_need_by_period[period] ?? 0,
    targeted: headline.targeted_by_period[period] ?? 0,
    reached: headline.reached_by_period[period] ?? 0,
  };
}
