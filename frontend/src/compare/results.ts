// Which screen shows a result of a kind.
import { paths } from "../app/paths";
import type { Result } from "../api/types";

/** The plan that a question was about; null where it was about an economy. */
export function planAsked({ options }: Result): string | null {
  return typeof options.plan === "string" ? options.plan : null;
}

/** The address of the screen that a result has of its own; null for none. */
export function ownScreen(project: string, result: Result): string | null {
  switch (result.kind) {
    case "plan":
    case "replan":
      return paths.plan(project, result.id);
    case "rules":
      return paths.rules(project, result.id);
    case "compare": {
      const plans = plansCompared(result);
      return plans ? paths.compare(project, plans) : null;
    }
    case "import":
      return result.economy ? paths.data(project, result.economy) : null;
    default:
      return null;
  }
}

/** The plans that were compared, where all of them were plans that were made before. */
function plansCompared({ options }: Result): string[] | null {
  const of = options.of;
  if (!Array.isArray(of) || of.length < 2 || of.length > 4) return null;
  const plans = of.map((each: { plan?: unknown }) => each.plan);
  return plans.every((plan) => typeof plan === "string") ? plans : null;
}
