// A bar that goes to one side for less and to the other for more, from a line in the middle.
import css from "./compare.module.css";
import { tone, type Sense } from "./Difference";

interface BarProps {
  /** What goes to the side of less (none: there is no such side), and to that of more; both at least 0. */
  less?: number;
  more: number;
  /** What a full side stands for. */
  most: number;
  sense: Sense;
}

/** Two bars back to back; the numbers stand beside them in the table. */
export function Bar({ less, more, most, sense }: BarProps) {
  const share = (amount: number) => `${String(most > 0 ? (100 * amount) / most : 0)}%`;
  return (
    <span className={css.bar} data-sides={less === undefined ? 1 : 2} aria-hidden>
      {less !== undefined && (
        <span className={css.side}>
          {less > 0 && (
            <i
              className={`${css.toLess ?? ""} ${css[tone(-1, sense)] ?? ""}`}
              style={{ inlineSize: share(less) }}
            />
          )}
        </span>
      )}
      <span className={css.side}>
        {more > 0 && (
          <i
            className={`${css.toMore ?? ""} ${css[tone(1, sense)] ?? ""}`}
            style={{ inlineSize: share(more) }}
          />
        )}
      </span>
    </span>
  );
}
