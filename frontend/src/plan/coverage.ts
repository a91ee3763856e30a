// Coverage of a scene by place and over time, in the people it is about.
import { FULL } from "../ui/coverage";
import { at, rowsOf } from "./columns";
import type { Asked, Scene } from "./picture";

/**
 * Coverage place by place.
 *
 * `mean` weighs cells by people (and days, over the whole plan); `people` are those with such needs there,
 * `short` those of them who lack some of it at some time; `worst` is the cell with the lowest coverage.
 * Where nobody has such needs, the shares are NaN and `worst` is −1.
 */
export interface CoverageByPlace {
  readonly mean: Float64Array;
  readonly lowest: Float64Array;
  readonly people: Float64Array;
  readonly short: Float64Array;
  readonly worst: Int32Array;
}

/** Whether a cell is asked about, apart from its period. */
export function isAsked({ cells }: Scene, cell: number, asked: Asked): boolean {
  return (
    (asked.need === null || at(cells.need, cell) === asked.need) &&
    (asked.tier === null || at(cells.tier, cell) === asked.tier) &&
    (asked.group === null || at(cells.group, cell) === asked.group)
  );
}

/** The cells over a period; all of them for null. */
export function cellsIn(scene: Scene, period: number | null): Int32Array {
  return period === null ? scene.everyCell : rowsOf(scene.cellsByPeriod, period);
}

/** Coverage of what is asked, place by place. */
export function coverageByPlace(scene: Scene, asked: Asked): CoverageByPlace {
  const { cells, nPlaces } = scene;
  const nGroups = scene.picture.groups.length;
  const weight = new Float64Array(nPlaces);
  const mean = new Float64Array(nPlaces);
  const lowest = new Float64Array(nPlaces).fill(NaN);
  const worst = new Int32Array(nPlaces).fill(-1);
  const everyone = new Float64Array(nPlaces * nGroups);
  const lacking = new Float64Array(nPlaces * nGroups);
  for (const cell of cellsIn(scene, asked.period)) {
    if (!isAsked(scene, cell, asked)) continue;
    const place = at(cells.place, cell);
    const share = at(cells.coverage, cell);
    const people = at(cells.people, cell);
    const counts = asked.period === null ? people * at(cells.days, cell) : people;
    weight[place] = at(weight, place) + counts;
    mean[place] = at(mean, place) + counts * share;
    if (!(share >= at(lowest, place))) {
      lowest[place] = share;
      worst[place] = cell;
    }
    const who = place * nGroups + at(cells.group, cell);
    everyone[who] = Math.max(at(everyone, who), people);
    if (share < FULL) lacking[who] = Math.max(at(lacking, who), people);
  }
  for (let place = 0; place < nPlaces; place += 1) {
    const all = at(weight, place);
    mean[place] = all > 0 ? at(mean, place) / all : NaN;
  }
  return { mean, lowest, worst, people: perPlace(everyone, nGroups), short: perPlace(lacking, nGroups) };
}

function perPlace(byGroup: Float64Array, nGroups: number): Float64Array {
  const found = new Float64Array(nGroups > 0 ? byGroup.length / nGroups : 0);
  for (let who = 0; who < byGroup.length; who += 1) {
    const place = Math.floor(who / nGroups);
    found[place] = at(found, place) + at(byGroup, who);
  }
  return found;
}

/** The share that colours a place: full only where nobody is ever short of what is asked. */
export function shownShare(found: CoverageByPlace, place: number): number | null {
  const mean = at(found.mean, place);
  if (Number.isNaN(mean)) return null;
  return at(found.short, place) > 0 ? Math.min(mean, 0.999) : 1;
}

/** Coverage period by period; NaN where nobody has such needs. */
export interface OverPeriods {
  readonly mean: Float64Array;
  readonly lowest: Float64Array;
}

/** Coverage of what is asked in each period, everywhere or at one place. */
export function coverageOverPeriods(scene: Scene, asked: Asked, place: number | null = null): OverPeriods {
  const { cells, nPeriods } = scene;
  const weight = new Float64Array(nPeriods);
  const mean = new Float64Array(nPeriods);
  const lowest = new Float64Array(nPeriods).fill(NaN);
  for (const cell of place === null ? scene.everyCell : rowsOf(scene.cellsByPlace, place)) {
    if (!isAsked(scene, cell, asked)) continue;
    const share = at(cells.coverage, cell);
    const people = at(cells.people, cell);
    const first = at(cells.first, cell);
    const end = Math.min(first + at(cells.nPeriods, cell), nPeriods);
    for (let period = first; period < end; period += 1) {
      weight[period] = at(weight, period) + people;
      mean[period] = at(mean, period) + people * share;
      if (!(share >= at(lowest, period))) lowest[period] = share;
    }
  }
  for (let period = 0; period < nPeriods; period += 1) {
    const all = at(weight, period);
    mean[period] = all > 0 ? at(mean, period) / all : NaN;
  }
  return { mean, lowest };
}
