// Facts about what a plan does with places, routes and supplies.
import { describe, expect, it } from "vitest";
import {
  carriedBy,
  comingIn,
  costOf,
  goingOut,
  headlineOf,
  limitsOf,
  loadsOf,
  needsAt,
  pricesAt,
  stocksAt,
  suppliedBy,
} from "./facts";
import { madeUp } from "./fixtures";
import { sceneOf } from "./picture";

/** Two places with a road between them, a well at the first, two periods. */
function small() {
  const base = madeUp({ places: 2, periods: 2, needs: 2, routes: 1 });
  const aim = { name: "tier 1", tier: 1, value: 0.5, unit: "share" };
  return sceneOf({
    ...base,
    aims: [aim, { name: "effort: labour", tier: 0, value: 9, unit: "h" }],
    supplies: [{ name: "well", titles: { en: "Well" }, good: 0, place: 0 }],
    supplied: { supply: [0, 0], period: [0, 1], amount: [5, 7], cost: [2, 3], paid_in: [1, 1] },
    flows: {
      route: [0, 0, 0],
      back: [false, true, false],
      good: [0, 1, 0],
      period: [0, 0, 1],
      tonnes: [2, null, 3],
      sent: [200, 4, 300],
      arrived: [190, 4, 290],
    },
    room: { route: [0], period: [0], tonnes: [10] },
    stocks: { good: [0, 0], place: [1, null], period: [1, 0], stock: [8, 9] },
    prices: {
      good: [0, 0, 1],
      place: [1, 1, 1],
      period: [0, 1, 0],
      price: [0.1, 0.3, 5],
      of: [1, 1, 0],
      aim: [0, 0, 1],
    },
    binding: {
      kind: ["route", "route", "supply", "intake"],
      name: ["road-0", "road-0", "well", "group-0"],
      position: [0, 0, 0, null],
      back: [false, false, false, false],
      place: [null, null, 0, 0],
      good: [null, null, 0, 0],
      period: [0, 1, 1, null],
      used: [10, 10, 7, 1],
      at_most: [10, 10, 7, 1],
      unit: ["t", "t", "kg", ""],
      price: [0.1, 0.4, 2, 0],
      aim: [0, 0, 1, null],
    },
  });
}

describe("what comes in and goes out", () => {
  it("counts what arrives by road, less what is lost, and what supplies give", () => {
    expect(comingIn(small(), 1, null)).toEqual([{ good: 0, kind: "route", of: 0, place: 0, amount: 480 }]);
    expect(comingIn(small(), 0, 0)).toEqual([
      { good: 0, kind: "supply", of: 0, place: -1, amount: 5 },
      { good: 1, kind: "route", of: 0, place: 1, amount: 4 },
    ]);
  });

  it("counts what sets out, whole", () => {
    expect(goingOut(small(), 0, 1)).toEqual([{ good: 0, kind: "route", of: 0, place: 1, amount: 300 }]);
    expect(goingOut(small(), 1, null)).toEqual([{ good: 1, kind: "route", of: 0, place: 0, amount: 4 }]);
  });
});

describe("a route", () => {
  it("carries tonnes each way; it is shut where it has capacity but no room", () => {
    const { forth, back, room } = carriedBy(small(), 0);
    expect([...forth]).toEqual([2, 3]);
    expect([...back]).toEqual([0, 0]); // what has no mass is not told in tonnes
    expect([...room]).toEqual([10, 0]);
  });

  it("carries goods in their own units", () => {
    expect(loadsOf(small(), 0, null)).toEqual([
      { good: 0, forth: 500, back: 0 },
      { good: 1, forth: 0, back: 4 },
    ]);
  });
});

it("a supply gives and costs", () => {
  expect([...suppliedBy(small(), 0)]).toEqual([5, 7]);
  expect([...costOf(small(), 0)]).toEqual([[1, 5]]);
});

it("stocks are of the place alone, not of the pool", () => {
  expect(stocksAt(small(), 1).map(({ good, stock }) => [good, ...stock])).toEqual([[0, 0, 8]]);
  expect(stocksAt(small(), 0)).toEqual([]);
});

it("prices over the whole plan are the highest of each good and aim, earlier aims first", () => {
  const told = pricesAt(small(), 1, null).map(({ good, price, period, aim }) => [aim, good, price, period]);
  expect(told).toEqual([
    [0, 0, 0.3, 1],
    [1, 1, 5, 0],
  ]);
});

describe("limits", () => {
  it("stand once each over the whole plan, with the worth where it is most", () => {
    expect(limitsOf(small(), { kind: "route", at: 0 }, null)).toEqual([{ row: 1, times: 2 }]);
  });

  it("of a period are those that bind then, and those counted over several", () => {
    expect(limitsOf(small(), { kind: "place", at: 0 }, 0)).toEqual([{ row: 3, times: 1 }]);
    expect(limitsOf(small(), { kind: "supply", at: 0 }, 1)).toEqual([{ row: 2, times: 1 }]);
  });
});

it("needs at a place come by tier", () => {
  const scene = small();
  expect(needsAt(scene, 0).map(({ need, cells }) => [need, cells.length])).toEqual([
    [0, 2],
    [1, 2],
  ]);
});

it("the headline is of the period that is asked", () => {
  const picture = madeUp({ periods: 2 });
  Object.assign(picture.headline, { reached: 3, reached_by_period: [5, 4] });
  expect(headlineOf(picture, null).reached).toBe(3);
  expect(headlineOf(picture, 1).reached).toBe(4);
});
