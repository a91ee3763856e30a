// Which countries of the world a list of regions colours, and how deeply.
import { largest, matrixOf, shadeOf } from "./matrix";
import type { Industry } from "./useIndustry";

export const MEASURES = ["output", "labour", "coverage"] as const;
export type Measure = (typeof MEASURES)[number];

/** What a measure comes to in each region; null where nothing is known of it. */
export function valuesOf(industry: Industry, measure: Measure): (number | null)[] {
  if (measure === "coverage") return industry.regions.map(({ coverage }) => coverage);
  const sums = industry.regions.map(() => 0);
  industry.made.region.forEach((region, at) => {
    sums[region] = (sums[region] ?? 0) + (industry.made[measure][at] ?? 0);
  });
  return sums;
}

/** The measures that can be shown: sums of different units can't. */
export function measuresOf(industry: Industry): Measure[] {
  return MEASURES.filter((measure) => {
    if (measure === "output") return industry.unit !== "" && industry.made.output.length > 0;
    if (measure === "labour") return industry.labour_unit !== "" && industry.made.labour.length > 0;
    return industry.regions.some(({ coverage }) => coverage !== null);
  });
}

/** Shades from 0 to 5 of each region's value, compared with the largest. */
export function shadesOf(values: readonly (number | null)[]): number[] {
  const entries = {
    row: values.map(() => 0),
    column: values.map((_, at) => at),
    value: values.map((value) => value ?? 0),
  };
  const [most = 0] = largest(matrixOf(1, values.length, entries), "all");
  return values.map((value) => shadeOf(value, most));
}

/** The position of the region of each country, by its number in ISO 3166-1 without leading zeros. */
export function regionOfCountry(industry: Industry): Map<string, number> {
  const found = new Map<string, number>();
  industry.regions.forEach(({ country }, at) => {
    if (country) found.set(plainNumber(country), at);
  });
  return found;
}

/** A country's number as both sides spell it: maps write 4 or 004. */
export function plainNumber(country: string): string {
  return country.replace(/^0+/, "");
}
