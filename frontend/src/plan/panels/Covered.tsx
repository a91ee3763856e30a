// A small bar of coverage; the figure stands beside it.
import { colour, shade } from "../../ui/coverage";
import css from "../plan.module.css";

/** How much of a need is covered, as a bar. */
export function Covered({ share }: { share: number }) {
  return (
    <span className={css.bar} aria-hidden>
      <span
        className={css.barFilled}
        style={{ inlineSize: `${String(100 * Math.min(share, 1))}%`, background: colour(shade(share)) }}
      />
    </span>
  );
}
