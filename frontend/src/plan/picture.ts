// The scene of a plan: its picture with typed columns and lists, so that a slider can be dragged through it.
import type { Picture } from "./message";
import { at, figures, type Lists, lists, positions, upTo } from "./columns";

export type { Picture } from "./message";
export { coverageByPlace, coverageOverPeriods, type CoverageByPlace, type OverPeriods } from "./coverage";
export { type Flowing, flowsAlong } from "./flows";
export { type Shortage, worstOff } from "./worst";

/** Coverage cells: who needs what, when, and how much of it they get; positions, amounts, shares. */
export interface CellColumns {
  readonly n: number;
  readonly place: Int32Array;
  readonly group: Int32Array;
  readonly need: Int32Array;
  readonly tier: Int32Array;
  readonly first: Int32Array;
  readonly nPeriods: Int32Array;
  readonly days: Float64Array;
  readonly people: Float64Array;
  readonly wanted: Float64Array;
  readonly delivered: Float64Array;
  readonly coverage: Float64Array;
}

/** What is sent along routes; `tonnes` is NaN where the good has no mass. */
export interface FlowColumns {
  readonly n: number;
  readonly route: Int32Array;
  readonly back: Uint8Array;
  readonly good: Int32Array;
  readonly period: Int32Array;
  readonly tonnes: Float64Array;
  readonly sent: Float64Array;
  readonly arrived: Float64Array;
}

/** A picture with columns and lists. */
export interface Scene {
  readonly picture: Picture;
  readonly nPeriods: number;
  readonly nPlaces: number;
  readonly tiers: readonly number[];
  readonly cells: CellColumns;
  readonly flows: FlowColumns;
  readonly everyCell: Int32Array;
  readonly everyFlow: Int32Array;
  readonly cellsByPeriod: Lists;
  readonly cellsByPlace: Lists;
  readonly flowsByPeriod: Lists;
  readonly flowsByRoute: Lists;
  readonly stocksByPlace: Lists;
  readonly pricesByPlace: Lists;
  readonly suppliedBySupply: Lists;
  readonly routesByPlace: ReadonlyMap<number, readonly number[]>;
}

/** What part of a plan is asked about; null stands for all of it. */
export interface Asked {
  readonly period: number | null;
  readonly tier: number | null;
  readonly need: number | null;
  readonly group: number | null;
}

/** All of a plan. */
export const EVERYTHING: Asked = { period: null, tier: null, need: null, group: null };

const made = new WeakMap<Picture, Scene>();

/** The scene of a picture; the same one each time. */
export function sceneOf(picture: Picture): Scene {
  const known = made.get(picture);
  if (known) return known;
  const fresh = freshScene(picture);
  made.set(picture, fresh);
  return fresh;
}

function freshScene(picture: Picture): Scene {
  const nPeriods = picture.periods.length;
  const nPlaces = picture.places.length;
  const cells = cellColumns(picture);
  const flows = flowColumns(picture);
  const { stocks, prices, supplied } = picture;
  const stockPlace = positions(stocks.place);
  const pricePlace = positions(prices.place);
  return {
    picture,
    nPeriods,
    nPlaces,
    tiers: [...new Set(picture.needs.map((need) => need.tier))].sort((one, other) => one - other),
    cells,
    flows,
    everyCell: upTo(cells.n),
    everyFlow: upTo(flows.n),
    cellsByPeriod: lists(
      nPeriods,
      cells.n,
      (row) => at(cells.first, row),
      (row) => at(cells.nPeriods, row),
    ),
    cellsByPlace: lists(nPlaces, cells.n, (row) => at(cells.place, row)),
    flowsByPeriod: lists(nPeriods, flows.n, (row) => at(flows.period, row)),
    flowsByRoute: lists(picture.routes.length, flows.n, (row) => at(flows.route, row)),
    stocksByPlace: lists(nPlaces, stockPlace.length, (row) => at(stockPlace, row)),
    pricesByPlace: lists(nPlaces, pricePlace.length, (row) => at(pricePlace, row)),
    suppliedBySupply: lists(picture.supplies.length, supplied.supply.length, (row) =>
      at(supplied.supply, row),
    ),
    routesByPlace: routesByPlace(picture),
  };
}

function cellColumns(picture: Picture): CellColumns {
  const { cells, needs, periods } = picture;
  const daysBefore = [0];
  for (const period of periods) daysBefore.push((daysBefore.at(-1) ?? 0) + period.days);
  const days = cells.first.map((first, row) => {
    const end = Math.min(first + at(cells.n_periods, row), periods.length);
    return at(daysBefore, end) - at(daysBefore, first);
  });
  return {
    n: cells.place.length,
    place: Int32Array.from(cells.place),
    group: Int32Array.from(cells.group),
    need: Int32Array.from(cells.need),
    tier: Int32Array.from(cells.need, (need) => needs[need]?.tier ?? 0),
    first: Int32Array.from(cells.first),
    nPeriods: Int32Array.from(cells.n_periods),
    days: Float64Array.from(days),
    people: Float64Array.from(cells.people),
    wanted: Float64Array.from(cells.wanted),
    delivered: Float64Array.from(cells.delivered),
    coverage: Float64Array.from(cells.coverage),
  };
}

function flowColumns({ flows }: Picture): FlowColumns {
  return {
    n: flows.route.length,
    route: Int32Array.from(flows.route),
    back: Uint8Array.from(flows.back, (back) => (back ? 1 : 0)),
    good: Int32Array.from(flows.good),
    period: Int32Array.from(flows.period),
    tonnes: figures(flows.tonnes),
    sent: Float64Array.from(flows.sent),
    arrived: Float64Array.from(flows.arrived),
  };
}

function routesByPlace({ routes }: Picture): Map<number, number[]> {
  const found = new Map<number, number[]>();
  routes.forEach((route, position) => {
    for (const place of new Set([route.from_place, route.to_place])) {
      found.set(place, [...(found.get(place) ?? []), position]);
    }
  });
  return found;
}
