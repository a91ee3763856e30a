// Coverage at a place over time: a row for each need of each group, a square for each period.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { percent } from "../../language/format";
import { titleOf } from "../../map/names";
import { colour, FULL, inkOn, shade } from "../../ui/coverage";
import { Percent } from "../../ui/figures";
import { EmptyState } from "../../ui/layout";
import { at } from "../columns";
import { isAsked } from "../coverage";
import { needsAt } from "../facts";
import { periodWords } from "../Period";
import type { Asked, Scene } from "../picture";
import css from "../plan.module.css";
import { useNarrow } from "../useNarrow";
import type { PanelProps } from "./shown";
import { WhyButton } from "./WhyButton";

const ROOM = 130; // pixels that all squares of a row have at least
const WRITTEN = 7; // so many squares have room for their figure

/** What each group gets of what it needs, period by period. */
export function Needs({ scene, asked, at: place, onWhy }: PanelProps) {
  const { t } = useTranslation("plan");
  const isNarrow = useNarrow();
  const isWritten = !isNarrow && scene.nPeriods <= WRITTEN;
  const rows = useMemo(
    () => needsAt(scene, place).filter(({ cells }) => isAsked(scene, cells[0] ?? 0, asked)),
    [scene, place, asked],
  );
  if (rows.length === 0) return <EmptyState title={t("needs.none")}>{t("needs.noneWords")}</EmptyState>;
  return (
    <div className={css.scroll}>
      <table className={css.heat}>
        <caption>{t("needs.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("needs.need")}</th>
            {scene.picture.periods.map(({ start }, period) => (
              <th
                key={start}
                scope="col"
                data-now={period === asked.period ? "yes" : undefined}
                title={periodWords(scene.picture, period)}
              >
                <span className="hidden">{periodWords(scene.picture, period)}</span>
              </th>
            ))}
            <th scope="col">{t(asked.period === null ? "needs.lowest" : "needs.now")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={`${String(row.group)}-${String(row.need)}`}
              {...{ scene, asked, row, isWritten, onWhy }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  scene: Scene;
  asked: Asked;
  row: ReturnType<typeof needsAt>[number];
  isWritten: boolean;
  onWhy: (cell: number) => void;
}

function Row({ scene, asked, row, isWritten, onWhy }: RowProps) {
  const { t } = useTranslation("plan");
  const { cells, picture } = scene;
  const byPeriod = useMemo(() => cellsByPeriod(scene, row.cells), [scene, row.cells]);
  const then = asked.period === null ? row.cells : [byPeriod[asked.period] ?? -1].filter((cell) => cell >= 0);
  const worst = lowestOf(scene, then);
  const share = worst === null ? null : at(cells.coverage, worst);
  const good = titleOf(picture.goods[picture.needs[row.need]?.good ?? 0]);
  const group = titleOf(picture.groups[row.group]);
  return (
    <tr>
      <th scope="row">
        <bdi>{good}</bdi>
        {picture.groups.length > 1 && (
          <small>
            <bdi>{group}</bdi>
          </small>
        )}
      </th>
      {[...byPeriod].map((cell, period) => (
        <Square
          key={picture.periods[period]?.start ?? period}
          share={cell < 0 ? null : at(cells.coverage, cell)}
          isNow={period === asked.period}
          isWritten={isWritten}
          n={scene.nPeriods}
        />
      ))}
      <td className={css.heatEnd}>
        {share === null ? "–" : <Percent value={share} />}
        {worst !== null && share !== null && share < FULL && (
          <WhyButton
            what={t("needs.why", { good, group })}
            onPress={() => {
              onWhy(worst);
            }}
          />
        )}
      </td>
    </tr>
  );
}

interface SquareProps {
  share: number | null;
  isNow: boolean;
  isWritten: boolean;
  n: number;
}

function Square({ share, isNow, isWritten, n }: SquareProps) {
  const which = shade(share);
  const words = share === null ? "–" : percent(share);
  return (
    <td
      className={css.square}
      data-now={isNow ? "yes" : undefined}
      data-shade={which}
      style={{
        minInlineSize: Math.max(4, Math.min(28, ROOM / n)),
        background: colour(which),
        color: which === "full" ? "var(--accent-ink)" : inkOn(which),
      }}
    >
      <bdi className={isWritten && share !== null ? undefined : "hidden"}>{words}</bdi>
    </td>
  );
}

/** The cell over each period; −1 where there is none. */
function cellsByPeriod({ cells, nPeriods }: Scene, list: readonly number[]): Int32Array {
  const found = new Int32Array(nPeriods).fill(-1);
  for (const cell of list) {
    const first = at(cells.first, cell);
    found.fill(cell, first, first + at(cells.nPeriods, cell));
  }
  return found;
}

function lowestOf({ cells }: Scene, list: readonly number[]): number | null {
  let lowest: number | null = null;
  for (const cell of list)
    if (lowest === null || at(cells.coverage, cell) < at(cells.coverage, lowest)) lowest = cell;
  return lowest;
}
