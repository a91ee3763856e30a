import { expect, it } from "vitest";
import type { Result } from "../api/types";
import { askedFor } from "./asks";

const plan = {
  id: "c".repeat(32),
  economy: "b".repeat(32),
  version: 3,
  scenario: "",
  options: { periods: 4 },
} as unknown as Result;

it("what would help is asked about the plan itself", () => {
  expect(askedFor("relief", plan)).toMatchObject({ kind: "relief", plan: plan.id });
});

it("what it would take is asked about the version, scenario and periods of the plan", () => {
  expect(askedFor("money", plan)).toMatchObject({
    kind: "require",
    economy: plan.economy,
    version: 3,
    scenario: null,
    periods: 4,
    of: "money",
  });
  expect(askedFor("stock", { ...plan, scenario: "flood" })).toMatchObject({ scenario: "flood", of: "stock" });
});
