// Which plans are compared: from the address, else the newest plan and the plan it goes on from.
import type { Result, Scenario } from "../api/types";

/** How many plans can stand side by side. */
export const MOST = 4;

/** The letters by which plans are told apart on this screen. */
export const LETTERS = ["A", "B", "C", "D"] as const;

/** The letter of a plan by its number. */
export function letter(plan: number): string {
  return LETTERS[plan] ?? String(plan + 1);
}

/** The plans that an address names, each once. */
export function plansAsked(text: string | null): string[] {
  const named = (text ?? "").split(",").filter((each) => each !== "");
  return [...new Set(named)].slice(0, MOST);
}

/** What shapes a plan besides its scenario: it is the same question but for that. */
function sameQuestion(one: Result, other: Result): boolean {
  return (
    one.economy === other.economy &&
    one.kind === "plan" &&
    ruleOf(one) === ruleOf(other) &&
    one.options.periods === other.options.periods
  );
}

/** The rule of sharing of a plan; blank where the server does not say. */
export function ruleOf(plan: Result): string {
  const told = plan.summary.rule;
  return typeof told === "string" ? told : "";
}

/**
 * Two plans to begin with: the plan that `scenario`'s parent led to, and the newest plan of a scenario.
 *
 * Where no plan of a parent is known, the plan of the economy as it is; else just the two newest of an economy.
 */
export function firstPair(plans: readonly Result[], scenarios: readonly Scenario[]): string[] {
  for (const plan of plans) {
    if (plan.scenario === "") continue;
    const parent = scenarios.find(({ name }) => name === plan.scenario)?.parent ?? "";
    for (const before of [parent, ""]) {
      const found = plans.find((other) => other.scenario === before && sameQuestion(other, plan));
      if (found) return [found.id, plan.id];
    }
  }
  const [newest] = plans;
  const other = plans.find((plan) => plan.economy === newest?.economy && plan.id !== newest?.id);
  return newest && other ? [other.id, newest.id] : [];
}
