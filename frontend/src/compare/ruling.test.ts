// What a rule costs is told tier by tier, and its map is that of its coverage.
import { describe, expect, it } from "vitest";
import type { Rows } from "../api/types";
import { coverageByPlace, EVERYTHING } from "../plan/picture";
import { peopleAt, placesIn, priceOf, type Ruled, ruleScene, titlesIn } from "./ruling";

const total = (rule: string, tier: number, covered: number, lowest: number) => ({
  rule,
  tier,
  people: 100,
  people_fully_covered: covered / 10,
  person_days: 1000,
  person_days_covered: covered,
  mean: covered / 1000,
  lowest,
});

const row = (rule: string, tier: number, place: string, mean: number) => ({
  rule,
  tier,
  place,
  group: "residents",
  people: 50,
  mean,
  lowest: mean,
  person_days: 500,
  missing: 0,
});

const ruled: Ruled = {
  plans: { leximin: { quality: "verified" }, total: { quality: "verified" } },
  incomes: false,
  totals: [
    total("leximin", 1, 800, 0.7),
    total("leximin", 2, 500, 0.5),
    total("total", 1, 1000, 0),
    total("total", 2, 500, 0.5),
  ],
  effort: [],
  money: [],
  coverage: [
    row("leximin", 1, "hill", 0.7),
    row("leximin", 2, "hill", 0.5),
    row("total", 1, "hill", 0),
    row("total", 1, "town", 1),
  ],
  left_out: [],
};

const places = {
  columns: [
    { name: "place" },
    { name: "name" },
    { name: "latitude" },
    { name: "longitude" },
    { name: "name_ar" },
  ],
  rows: [
    ["hill", "The hill", 46.5, 7.1, "التل"],
    ["town", null, null, null, null],
  ],
  positions: [0, 1],
  total: 2,
} as unknown as Rows;

describe("the price of a rule", () => {
  it("is what it covers less than another, and what its lowest is higher", () => {
    expect(priceOf(ruled, "leximin", "total")).toEqual([
      { tier: 1, people: -20, days: -200, share: -0.2, lowest: 0.7 },
      { tier: 2, people: 0, days: 0, share: 0, lowest: 0 },
    ]);
  });

  it("is nothing where a rule was not planned", () => {
    expect(priceOf(ruled, "money", "leximin")).toEqual([]);
  });
});

describe("the map of a rule", () => {
  const all = placesIn(places, peopleAt(ruled));

  it("shows the mean coverage of each place", () => {
    const found = coverageByPlace(ruleScene(ruled, "leximin", all), { ...EVERYTHING, tier: 1 });
    expect(found.mean[0]).toBeCloseTo(0.7);
    expect(found.mean[1]).toBeNaN();
  });

  it("has places by their names, in every language", () => {
    expect(all.map(({ name, titles, people }) => [name, titles.en, titles.ar, people])).toEqual([
      ["hill", "The hill", "التل", 50],
      ["town", "town", undefined, 0],
    ]);
    expect(titlesIn(undefined).size).toBe(0);
  });
});
