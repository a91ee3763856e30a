// Into which scenario a change goes: one that is there, or a new one that may go on from another.
import type { Change, Scenario } from "../api/types";
import { blankScenario } from "./draft";
import { nameFor } from "./tree";

/** Where a change goes; `name` is blank for a new scenario. */
export interface Target {
  readonly name: string;
  readonly title: string;
  readonly parent: string;
}

/** The scenario as it was (null: it is new), and as it becomes by a change at its end. */
export function withChange(
  scenarios: readonly Scenario[],
  target: Target,
  change: Change,
): { base: Scenario | null; now: Scenario } {
  const base = scenarios.find((each) => each.name === target.name) ?? null;
  if (base) return { base, now: { ...base, changes: [...base.changes, change] } };
  const name = nameFor(
    target.title,
    scenarios.map((each) => each.name),
  );
  return { base: null, now: { ...blankScenario(name, target.title, target.parent), changes: [change] } };
}
