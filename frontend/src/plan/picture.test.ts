// Facts about scenes: what a slider shows is what the picture says.
import { describe, expect, it } from "vitest";
import { EMPTY } from "./empty";
import { madeUp } from "./fixtures";
import type { Picture } from "./message";
import { coverageByPlace, coverageOverPeriods, EVERYTHING, flowsAlong, sceneOf, worstOff } from "./picture";
import { shownShare } from "./coverage";
import { closedIn } from "./flows";

/** Two places; at the first, two groups need one good and one of them another; a cell over both periods. */
function small(): Picture {
  const base = madeUp({ places: 2, periods: 2, needs: 2, groups: 2, routes: 1 });
  return {
    ...base,
    cells: {
      place: [0, 0, 0, 1],
      group: [0, 1, 0, 0],
      need: [0, 0, 1, 0],
      first: [0, 0, 0, 1],
      n_periods: [1, 1, 2, 1],
      people: [100, 300, 100, 50],
      wanted: [10, 10, 10, 10],
      delivered: [5, 10, 10, 10],
      coverage: [0.5, 1, 1, 1],
    },
    flows: {
      route: [0, 0, 0, 0],
      back: [false, true, false, false],
      good: [0, 0, 1, 1],
      period: [0, 0, 0, 1],
      tonnes: [2, 1, null, null],
      sent: [2000, 1000, 5, 7],
      arrived: [2000, 1000, 5, 7],
    },
  };
}

describe("coverage by place", () => {
  it("weighs cells by their people in a period", () => {
    const found = coverageByPlace(sceneOf(small()), { ...EVERYTHING, period: 0 });
    expect(found.mean[0]).toBeCloseTo((100 * 0.5 + 300 + 100) / 500);
    expect(found.lowest[0]).toBe(0.5);
    expect(found.worst[0]).toBe(0);
    expect(found.people[0]).toBe(400); // the first group has two needs and counts once
    expect(found.short[0]).toBe(100);
  });

  it("weighs cells by people and days over the whole plan", () => {
    const found = coverageByPlace(sceneOf(small()), EVERYTHING);
    expect(found.mean[0]).toBeCloseTo((100 * 7 * 0.5 + 300 * 7 + 100 * 14) / (100 * 7 + 300 * 7 + 100 * 14));
  });

  it("says nothing where nobody has a need", () => {
    const found = coverageByPlace(sceneOf(small()), { ...EVERYTHING, period: 0 });
    expect(found.mean[1]).toBeNaN();
    expect(found.worst[1]).toBe(-1);
    expect(shownShare(found, 1)).toBeNull();
  });

  it("counts a need of several periods in each of them", () => {
    const found = coverageByPlace(sceneOf(small()), { ...EVERYTHING, period: 1, need: 1 });
    expect(found.people[0]).toBe(100);
    expect(found.mean[0]).toBe(1);
  });

  it("keeps to the tier, need and group that are asked", () => {
    const scene = sceneOf(small());
    expect(coverageByPlace(scene, { ...EVERYTHING, tier: 2 }).mean[0]).toBe(1);
    expect(coverageByPlace(scene, { ...EVERYTHING, group: 1 }).mean[0]).toBe(1);
    expect(coverageByPlace(scene, { ...EVERYTHING, need: 0, group: 0 }).mean[0]).toBe(0.5);
  });

  it("never shows a place as full while somebody there is short", () => {
    const picture = small();
    picture.cells.people = [1, 300_000, 100_000, 50];
    expect(shownShare(coverageByPlace(sceneOf(picture), EVERYTHING), 0)).toBeLessThan(1);
  });
});

describe("coverage over time", () => {
  it("is the mean of those in need in each period", () => {
    const found = coverageOverPeriods(sceneOf(small()), EVERYTHING);
    expect(found.mean[0]).toBeCloseTo(0.9);
    expect(found.mean[1]).toBe(1);
    expect(found.lowest[0]).toBe(0.5);
  });
});

describe("flows", () => {
  it("add up the tonnes of each way, and say where something has no mass", () => {
    const found = flowsAlong(sceneOf(small()), 0, null);
    expect([found.forth[0], found.back[0], found.most, found.unit]).toEqual([2, 1, 2, "t"]);
    expect(found.unweighed[0]).toBe(1);
  });

  it("of a good without mass are in its own unit", () => {
    const found = flowsAlong(sceneOf(small()), null, 1);
    expect([found.forth[0], found.unit]).toEqual([12, "kg"]);
  });
});

describe("the worst off", () => {
  it("come by tier, then coverage, then people, each need once", () => {
    const picture = madeUp({ places: 3, periods: 2, needs: 2 });
    const scene = sceneOf(picture);
    const told = worstOff(scene, EVERYTHING).map(({ cell }) => [
      scene.cells.tier[cell],
      scene.cells.coverage[cell],
    ]);
    expect(told).toEqual([...told].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
    expect(new Set(worstOff(scene, EVERYTHING).map(({ cell }) => cell)).size).toBe(told.length);
  });

  it("leave out what is covered in full", () => {
    expect(worstOff(sceneOf(small()), EVERYTHING)).toEqual([{ cell: 0, times: 1 }]);
  });
});

describe("closed things", () => {
  it("are told in the periods in which they are closed", () => {
    const closed = {
      kind: "route" as const,
      name: "road-0",
      position: 0,
      place: null,
      first: 1,
      n_periods: 1,
      start: null,
      until: null,
      because: "",
      claimed_by: "",
      source: "",
    };
    const scene = sceneOf({ ...small(), closed: [closed] });
    expect(closedIn(scene, 0)).toEqual([]);
    expect(closedIn(scene, 1)).toEqual([closed]);
    expect(closedIn(scene, null)).toEqual([closed]);
  });
});

it("an empty plan has an empty scene", () => {
  const scene = sceneOf(EMPTY);
  expect(coverageByPlace(scene, EVERYTHING).mean).toHaveLength(0);
  expect(worstOff(scene, EVERYTHING)).toEqual([]);
});

it("a year of 300 places is asked again in less than 100 ms", () => {
  const scene = sceneOf(madeUp({ places: 300, periods: 52, needs: 10, groups: 1, routes: 500 }));
  const begun = performance.now();
  for (let period = 0; period < 10; period += 1) {
    const asked = { ...EVERYTHING, period };
    coverageByPlace(scene, asked);
    flowsAlong(scene, period, null);
    worstOff(scene, asked);
  }
  expect((performance.now() - begun) / 10).toBeLessThan(100);
});
