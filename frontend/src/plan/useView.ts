// What is looked at: kept in the address, and ahead of it while a slider is dragged or the plan plays.
import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { type Change, queryAfter, type View, viewOf } from "./asked";
import type { Scene } from "./picture";

export interface Looking {
  readonly view: View;
  /** Change what is looked at; `quietly` without a step to go back to. */
  readonly look: (change: Change, quietly?: boolean) => void;
  /** Show a period at once, before the address says so. */
  readonly preview: (period: number | null) => void;
}

/** What is looked at in a plan. */
export function useView(scene: Scene): Looking {
  const [query, setQuery] = useSearchParams();
  const [ahead, setAhead] = useState<number | null | undefined>(undefined);
  const told = useMemo(() => viewOf(scene, query), [scene, query]);
  const { tier, need, group } = told.asked;
  const period = ahead === undefined ? told.asked.period : ahead;
  const { kind, at } = told.subject ?? { kind: null, at: 0 };
  // What stays the same stays the same object, so that nothing is drawn twice as the address catches up.
  const asked = useMemo(() => ({ period, tier, need, group }), [period, tier, need, group]);
  const subject = useMemo(() => (kind ? { kind, at } : null), [kind, at]);
  const { good, why } = told;
  const view = useMemo(() => ({ asked, subject, good, why }), [asked, subject, good, why]);
  const look = useCallback(
    (change: Change, quietly = false) => {
      setAhead(undefined);
      setQuery((now) => queryAfter(scene, now, change), { replace: quietly, preventScrollReset: true });
    },
    [scene, setQuery],
  );
  return { view, look, preview: setAhead };
}
