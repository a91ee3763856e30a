// What the comparison shows is in the address, so that every view is a link.
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { plansAsked } from "./choosing";
import type { Choice } from "./joint";

/** What the address of a comparison says. */
export interface Shown extends Choice {
  readonly plans: readonly string[];
  readonly other: number;
  readonly part: string;
  readonly good: string | null;
  readonly place: string | null;
}

type Next = Partial<Record<keyof Shown, string | number | null | readonly string[]>>;

/** Read what is shown, and show something else. */
export function useCompareQuery(): [Shown, (next: Next) => void] {
  const [search, setSearch] = useSearchParams();
  const shown = useMemo((): Shown => {
    const plans = plansAsked(search.get("plans"));
    const tier = Number(search.get("tier"));
    const other = Number(search.get("other") ?? "1");
    return {
      plans,
      other: Number.isInteger(other) && other >= 1 && other < plans.length ? other : 1,
      part: search.get("part") ?? "who",
      good: search.get("good"),
      place: search.get("place"),
      period: search.get("period"),
      tier: Number.isInteger(tier) && tier > 0 ? tier : null,
      need: search.get("need"),
      group: search.get("group"),
    };
  }, [search]);
  const show = useCallback(
    (next: Next) => {
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(next)) {
            const text = Array.isArray(value) ? value.join(",") : String(value ?? "");
            if (text === "") after.delete(name);
            else after.set(name, text);
          }
          return after;
        },
        { replace: !("plans" in next) },
      );
    },
    [setSearch],
  );
  return [shown, show];
}
