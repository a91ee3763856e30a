// A result leads to the screen of its kind.
import { expect, it } from "vitest";
import type { Result } from "../api/types";
import { ownScreen, planAsked } from "./results";
import { comparisonOf } from "./useComparison";

const result = (kind: string, options: object = {}): Result =>
  ({ id: "r", kind, economy: "e", options }) as unknown as Result;

it("plans, rules, comparisons of plans and imports have screens of their own", () => {
  expect(ownScreen("p", result("plan"))).toBe("/projects/p/plans/r");
  expect(ownScreen("p", result("replan"))).toBe("/projects/p/plans/r");
  expect(ownScreen("p", result("rules"))).toBe("/projects/p/rules/r");
  expect(ownScreen("p", result("import"))).toBe("/projects/p/economies/e/data");
  const plans = { of: [{ plan: "a" }, { plan: "b" }] };
  expect(ownScreen("p", result("compare", plans))).toBe("/projects/p/compare?plans=a%2Cb");
});

it("what else was found is told in words and tables", () => {
  expect(ownScreen("p", result("pool"))).toBeNull();
  expect(ownScreen("p", result("compare", { of: [{ economy: "e" }], scenarios: ["worse"] }))).toBeNull();
  expect(planAsked(result("why", { plan: "a" }))).toBe("a");
  expect(planAsked(result("pool", { by: "places.parent" }))).toBeNull();
});

it("a comparison is known again by its plans and their order", () => {
  const of = (names: string[]) => ({ of: ["a", "b"].map((plan, at) => ({ plan, name: names[at] })) });
  const known = result("compare", of(["A: As it is", ""]));
  expect(comparisonOf([known], ["a", "b"])).toBe(known);
  expect(comparisonOf([known], ["b", "a"])).toBeUndefined();
  expect(comparisonOf([known], ["a", "b", "c"])).toBeUndefined();
  expect(comparisonOf([result("compare", of(["2", "1"]))], ["a", "b"])).toBeUndefined();
});
