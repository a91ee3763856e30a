// What the server's comparison says is summed up without losing anything.
import { describe, expect, it } from "vitest";
import type { Result, Scenario } from "../api/types";
import { firstPair, plansAsked } from "./choosing";
import { type CoverageRow, extremes, type FlowRow, movedByTier, relative, turns, ways } from "./differences";

const row = (place: string, good: string, tier: number, moved: Partial<CoverageRow>): CoverageRow => ({
  tier,
  place,
  group: "residents",
  good,
  person_days: 100,
  base: 1,
  here: 1,
  base_lowest: 1,
  here_lowest: 1,
  gained: 0,
  lost: 0,
  ...moved,
});

describe("who gains and who loses", () => {
  const rows = [
    row("town", "soap", 3, { lost: 900 }),
    row("town", "water", 1, { lost: 10, here: 0.9 }),
    row("hill", "water", 1, { lost: 20, here: 0.8, person_days: 300 }),
    row("hill", "energy", 1, { lost: 5, here: 0.5 }),
    row("valley", "water", 1, { gained: 30 }),
  ];

  it("stands with the most urgent tier first, and there with whoever loses most", () => {
    expect(turns(rows, "people").map(({ tier, place }) => [tier, place])).toEqual([
      [1, "hill"],
      [1, "town"],
      [1, "valley"],
      [3, "town"],
    ]);
  });

  it("is summed over needs, with means by person-days", () => {
    const hill = turns(rows, "people")[0];
    expect(hill).toMatchObject({ lost: 25, gained: 0 });
    expect(hill?.here).toBeCloseTo((0.8 * 300 + 0.5 * 100) / 400);
    expect(turns(rows, "need").find(({ good }) => good === "water")).toMatchObject({ lost: 30, gained: 30 });
    expect(turns(rows, "each")).toHaveLength(5);
  });

  it("is told tier by tier", () => {
    expect(movedByTier(rows)).toEqual([
      { tier: 1, gained: 30, lost: 35 },
      { tier: 3, gained: 0, lost: 900 },
    ]);
  });
});

describe("routes", () => {
  const flow = (route: string, change_tonnes: number, good = "flour"): FlowRow => ({
    route,
    from_place: "a",
    to_place: "b",
    good,
    base: 0,
    here: 0,
    change: 0,
    base_tonnes: 10,
    here_tonnes: 10 + change_tonnes,
    change_tonnes,
  });

  it("are put together over goods, and those that change most come first", () => {
    const found = ways([flow("track", -1), flow("road", 3), flow("road", 2, "oil")]);
    expect(found.map(({ route, change }) => [route, change])).toEqual([
      ["road", 5],
      ["track", -1],
    ]);
    expect(found[0]?.goods).toEqual(["flour", "oil"]);
  });

  it("are named where more goes and where less, but not for next to nothing", () => {
    const { more, less } = extremes(ways([flow("road", 500), flow("track", -1)]));
    expect([more?.route, less]).toEqual(["road", null]);
  });
});

it("a difference to nothing has no share", () => {
  expect(relative({ base: 0, change: 5 })).toBeNull();
  expect(relative({ base: 10, change: -5 })).toBe(-0.5);
});

describe("the plans to begin with", () => {
  const plan = (id: string, scenario: string, more: object = {}): Result =>
    ({
      id,
      kind: "plan",
      economy: "e",
      scenario,
      options: { periods: null },
      summary: { rule: "leximin" },
      ...more,
    }) as unknown as Result;
  const scenarios = [
    { name: "worse", parent: "bad" },
    { name: "bad", parent: "" },
  ] as Scenario[];

  it("are the newest scenario's plan and that of the one it goes on from", () => {
    expect(firstPair([plan("3", "worse"), plan("2", "bad"), plan("1", "")], scenarios)).toEqual(["2", "3"]);
  });

  it("fall back to the plan of the economy as it is", () => {
    expect(firstPair([plan("3", "worse"), plan("1", "")], scenarios)).toEqual(["1", "3"]);
  });

  it("are just the two newest where nothing goes on from anything", () => {
    const total = plan("2", "", { summary: { rule: "total" } });
    expect(firstPair([total, plan("1", "")], scenarios)).toEqual(["1", "2"]);
    expect(firstPair([plan("1", "")], scenarios)).toEqual([]);
  });

  it("come from the address, each once and four at most", () => {
    expect(plansAsked("a,b,a,c,d,e")).toEqual(["a", "b", "c", "d"]);
    expect(plansAsked(null)).toEqual([]);
  });
});
