import { describe, expect, it } from "vitest";
import type { Industry } from "./useIndustry";
import { measuresOf, plainNumber, regionOfCountry, shadesOf, valuesOf } from "./world";

const region = (name: string, country: string, coverage: number | null) => ({
  name,
  titles: { en: name },
  members: 1,
  country,
  people: null,
  coverage,
});

const industry: Industry = {
  basis: "plan",
  title: "A world",
  year: null,
  unit: "USD",
  labour_unit: "",
  regions_unit: "USD",
  n_sectors: 1,
  n_regions: 3,
  sectors: [{ name: "crops", titles: { en: "Crops" }, unit: "USD", members: 1 }],
  regions: [region("AFG", "004", 0.5), region("BRA", "076", 1), region("Rest", "", null)],
  made: { sector: [0, 0, 0], region: [0, 1, 1], output: [10, 30, 70], labour: [0, 0, 0] },
  between_sectors: { source: [], target: [], amount: [] },
  between_regions: { source: [], target: [], amount: [] },
  work: { region: [], kind: [], used: [], available: [] },
};

describe("the map of countries", () => {
  it("adds up what is made in each region", () => {
    expect(valuesOf(industry, "output")).toEqual([10, 100, 0]);
    expect(valuesOf(industry, "coverage")).toEqual([0.5, 1, null]);
  });

  it("offers what can be added up alone", () => {
    expect(measuresOf(industry)).toEqual(["output", "coverage"]);
    expect(measuresOf({ ...industry, unit: "" })).toEqual(["coverage"]);
  });

  it("finds regions by the numbers of countries", () => {
    const found = regionOfCountry(industry);
    expect(found.get(plainNumber("004"))).toBe(0);
    expect(found.get("76")).toBe(1);
    expect(found.size).toBe(2);
  });

  it("shades by the largest", () => {
    expect(shadesOf([10, 100, 0, null])).toEqual([2, 5, 0, 0]);
  });
});
