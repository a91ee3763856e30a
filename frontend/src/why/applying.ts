// A relief as a scenario: a new one that goes on from the plan's, or one more change in one that is there.
import type { JobAsked } from "../api/progress";
import { spoken } from "../language";
import type { Change, PlanRequest, Result, Scenario } from "../api/types";

/** The scenario that a relief makes, and what stood there before; null for nothing. */
export interface Made {
  readonly base: Scenario | null;
  readonly now: Scenario;
}

/** What somebody chose: a new scenario of this name, or one that is there. */
export interface Chosen {
  readonly into: "new" | "old";
  readonly name: string;
  readonly title: string;
}

/** The scenario with the changes of a relief; `of` is the scenario of the plan, if it is still there. */
export function madeOf(
  chosen: Chosen,
  changes: readonly Change[],
  scenarios: readonly Scenario[],
  of: string,
): Made {
  const base = scenarios.find((scenario) => scenario.name === chosen.name) ?? null;
  if (chosen.into === "old" && base) {
    return { base, now: { ...base, changes: [...(base.changes ?? []), ...changes] } };
  }
  const parent = scenarios.some((scenario) => scenario.name === of) ? of : "";
  const { name, title } = chosen;
  const now = { name, title, description: "", parent, source: "", calendar: null, changes: [...changes] };
  return { base: null, now };
}

/** Scenarios that hold at least what the plan's scenario says: itself, and those that go on from it. */
export function goingOnFrom(scenarios: readonly Scenario[], of: string): readonly Scenario[] {
  if (!of) return scenarios;
  const byName = new Map(scenarios.map((scenario) => [scenario.name, scenario]));
  const reaches = (name: string, seen: ReadonlySet<string> = new Set()): boolean => {
    if (name === of) return true;
    const parent = byName.get(name)?.parent ?? "";
    return parent !== "" && !seen.has(parent) && reaches(parent, new Set([...seen, name]));
  };
  return scenarios.filter((scenario) => reaches(scenario.name));
}

/** The request for the same plan under another scenario. */
export function sameUnder(plan: Result, scenario: string): JobAsked {
  const { rule, effort, periods, resolution, explain } = plan.options as Partial<PlanRequest>;
  return {
    kind: "plan",
    economy: plan.economy ?? "",
    scenario,
    rule: rule ?? null,
    effort: effort ?? null,
    periods: periods ?? null,
    resolution: resolution ?? null,
    explain: explain ?? true,
    language: spoken(),
    threads: 1,
  };
}
