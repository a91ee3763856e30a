// Pictures of made-up plans of any size, for tests and for measuring.
import { EMPTY } from "./empty";
import type { Picture } from "./message";

/** How large a made-up plan is. */
export interface Size {
  places?: number;
  periods?: number;
  needs?: number;
  groups?: number;
  routes?: number;
}

const DAY = 86_400_000;

/** Numbers between 0 and 1 that look like chance and are the same each time. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const range = (n: number) => Array.from({ length: n }, (_, each) => each);

/** A made-up plan: one cell for each place, group, need and period; flows of each good on each route. */
export function madeUp(size: Size = {}): Picture {
  const { places = 4, periods = 3, needs = 2, groups = 1, routes = places } = size;
  const chance = chances(7);
  return {
    ...EMPTY,
    title: { en: "Made up" },
    rule: "leximin",
    quality: "verified",
    effort_name: "labour",
    effort_unit: "h",
    periods: range(periods).map((week) => ({
      start: new Date(Date.UTC(2031, 0, 6) + week * 7 * DAY).toISOString().slice(0, 10),
      days: 7,
    })),
    groups: range(groups).map((group) => ({
      name: `group-${String(group)}`,
      titles: { en: `Group ${String(group)}` },
    })),
    goods: range(needs).map((good) => ({
      name: `good-${String(good)}`,
      titles: { en: `Good ${String(good)}` },
      unit: "kg",
      kind: "food",
    })),
    needs: range(needs).map((good) => ({ good, tier: 1 + (good % 3) })),
    places: range(places).map((place) => ({
      name: `place-${String(place)}`,
      titles: { en: `Place ${String(place)}` },
      parent: null,
      longitude: 35 + 8 * chance(),
      latitude: 32 + 5 * chance(),
      code: "",
      code_system: "",
      people: 100 + Math.round(10_000 * chance()),
    })),
    routes: range(routes).map((route) => ({
      name: `road-${String(route)}`,
      titles: { en: `Road ${String(route)}` },
      from_place: route % places,
      to_place: (route + 1) % places,
      mode: "road",
      both_ways: true,
      capacity: 100,
    })),
    cells: cellsOf(places, periods, needs, groups, chance),
    flows: flowsOf(routes, periods, needs, chance),
  };
}

function cellsOf(places: number, periods: number, needs: number, groups: number, chance: () => number) {
  const cells: Picture["cells"] = {
    place: [],
    group: [],
    need: [],
    first: [],
    n_periods: [],
    people: [],
    wanted: [],
    delivered: [],
    coverage: [],
  };
  for (let place = 0; place < places; place += 1)
    for (let group = 0; group < groups; group += 1)
      for (let need = 0; need < needs; need += 1)
        for (let first = 0; first < periods; first += 1) {
          const coverage = Math.min(1, 0.3 + chance());
          cells.place.push(place);
          cells.group.push(group);
          cells.need.push(need);
          cells.first.push(first);
          cells.n_periods.push(1);
          cells.people.push(100 * (place + 1));
          cells.wanted.push(100);
          cells.delivered.push(100 * coverage);
          cells.coverage.push(coverage);
        }
  return cells;
}

function flowsOf(routes: number, periods: number, goods: number, chance: () => number) {
  const flows: Picture["flows"] = {
    route: [],
    back: [],
    good: [],
    period: [],
    tonnes: [],
    sent: [],
    arrived: [],
  };
  for (let route = 0; route < routes; route += 1)
    for (let good = 0; good < goods; good += 1)
      for (let period = 0; period < periods; period += 1) {
        const tonnes = 10 * chance();
        flows.route.push(route);
        flows.back.push(chance() < 0.5);
        flows.good.push(good);
        flows.period.push(period);
        flows.tonnes.push(tonnes);
        flows.sent.push(1000 * tonnes);
        flows.arrived.push(990 * tonnes);
      }
  return flows;
}
