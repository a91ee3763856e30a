// What a briefing can ask for, and the job that works it out.
import type { JobAsked } from "../api/progress";
import type { Result } from "../api/types";

/** What would help most, or the least of something that covers the most urgent tier in full. */
export const ASKS = ["relief", "money", "stock", "capacity", "labour"] as const;

export type AskFor = (typeof ASKS)[number];

/** The job by which a plan's briefing learns what to ask for. */
export function askedFor(what: AskFor, plan: Result): JobAsked {
  const usual = { language: "en", threads: 1 } as const;
  if (what === "relief" || plan.economy === null) return { ...usual, kind: "relief", plan: plan.id };
  const periods = plan.options.periods;
  return {
    ...usual,
    kind: "require",
    economy: plan.economy,
    version: plan.version,
    scenario: plan.scenario === "" ? null : plan.scenario,
    periods: typeof periods === "number" ? periods : null,
    coverage: 1,
    tier: 1,
    of: what,
  };
}
