// How two forms of a scenario differ: changes that only one of them has.
import type { Change, Scenario } from "../api/types";
import { isSame } from "./draft";

/** Changes that only one of two has, and whether they differ in anything else. */
export interface Difference {
  readonly onlyFirst: readonly Change[];
  readonly onlySecond: readonly Change[];
  readonly isOtherwise: boolean;
}

/** How two forms of a scenario differ; a change that both have counts as often as it stands there. */
export function differenceOf(first: Scenario, second: Scenario): Difference {
  const left = [...second.changes];
  const onlyFirst = first.changes.filter((change) => {
    const at = left.findIndex((other) => isSame(other, change));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const isOtherwise = !isSame({ ...first, changes: [] }, { ...second, changes: [] });
  return { onlyFirst, onlySecond: left, isOtherwise };
}
