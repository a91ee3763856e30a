// What the plans that are compared are called.
import { isolated } from "../language/isolated";
import type { TFunction } from "i18next";
import type { Result, Scenario } from "../api/types";
import { moment, percent, signed } from "../language/format";
import { ruleOf } from "./choosing";
import { type Both, relative } from "./differences";
import { points } from "./views";

const RULES = new Set(["leximin", "total", "equal", "money"]);

/** A change of a share in words: "−2.4 points". */
export function pointsWords(t: TFunction, change: number): string {
  return t("compare:points", { points: isolated(points(change)) });
}

/** A difference as a share of what was before: "+3 %"; the difference itself where that was nothing. */
export function relativeWords(both: Pick<Both, "base" | "change">): string {
  const share = relative(both);
  if (share === null) return signed(both.change);
  const words = percent(Math.abs(share));
  return words.startsWith("<") || share === 0 ? words : `${share > 0 ? "+" : "−"}${words}`;
}

/** A rule of sharing for people. */
export function ruleWords(t: TFunction, rule: string): string {
  return RULES.has(rule) ? t(`compare:rules.${rule}.name`) : rule;
}

/** A scenario for people: its title, else its name; "as it is" for none. */
export function scenarioWords(t: TFunction, name: string, scenarios: readonly Scenario[]): string {
  if (name === "") return t("compare:asItIs");
  return scenarios.find((each) => each.name === name)?.title || name;
}

/** What tells plans apart, the most telling first. */
const MARKS: readonly ((t: TFunction, plan: Result) => string)[] = [
  (t, plan) => ruleWords(t, ruleOf(plan)),
  (t, plan) => {
    const { periods } = plan.options;
    return typeof periods === "number" ? t("compare:firstPeriods", { count: periods }) : "";
  },
  (t, plan) => (plan.kind === "replan" ? t("compare:replanned") : ""),
  (t, plan) => (plan.version === null ? "" : t("compare:version", { number: plan.version })),
  (_, plan) => moment(plan.created_at),
];

/** Names of plans: their scenarios, and whatever else tells them apart. */
export function namesOf(
  t: TFunction,
  plans: readonly (Result | undefined)[],
  scenarios: ReadonlyMap<string, readonly Scenario[]>,
): string[] {
  const names = plans.map((plan) =>
    plan ? [scenarioWords(t, plan.scenario, scenarios.get(plan.economy ?? "") ?? [])] : [],
  );
  for (const mark of MARKS) {
    if (new Set(names.map(joined)).size === names.length) break;
    const marks = plans.map((plan) => (plan ? mark(t, plan) : ""));
    if (new Set(marks).size > 1) names.forEach((name, at) => marks[at] && name.push(marks[at]));
  }
  return names.map(joined);
}

const joined = (parts: readonly string[]) => parts.join(" · ");
