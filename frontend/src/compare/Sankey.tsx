// A good from source to mouth: where it comes from, which way it goes, and what becomes of it.
import { useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../language/format";
import { useSize } from "../map/useSize";
import { SwitchInput } from "../ui/Field";
import { Skeleton } from "../ui/layout";
import { ErrorNote, Note } from "../ui/Note";
import css from "./Sankey.module.css";
import { layOut, type WayOfGood } from "./sankey";
import { SankeyDrawing } from "./SankeyDrawing";
import { SankeyTable } from "./SankeyTable";
import { isNothing, useWays } from "./wayOfGood";

export interface SankeyProps {
  project: string;
  plan: string;
  good: string;
  /** First day of the period; without, the whole time. */
  period?: string;
  /** Other plans to draw beside it, to the same scale. */
  beside?: readonly string[];
  /** What the plans are called, where there are several. */
  names?: readonly string[];
}

const NOTHING: readonly string[] = [];
const NARROW = 560; // pixels below which a picture scrolls

/** The way of a good through a plan, or through several to the same scale; also as a table. */
export function Sankey({ project, plan, good, period, beside = NOTHING, names = NOTHING }: SankeyProps) {
  const { t } = useTranslation("compare");
  const [isTable, setTable] = useState(false);
  const plans = useMemo(() => [plan, ...beside], [plan, beside]);
  const { ways, errors, isPending, retry } = useWays(project, plans, good, period ?? null);
  const failed = errors.find((error) => error !== null && !isNothing(error));
  if (failed) return <ErrorNote error={failed} onRetry={retry} />;
  if (isPending) return <Skeleton lines={8} label={t("common:loading")} />;
  const drawn = ways.map((way): WayOfGood => way ?? EMPTY);
  if (drawn.every(({ nodes }) => nodes.length === 0)) return <Note>{t("sankey.nothing")}</Note>;
  return (
    <div className={css.sankey}>
      <SwitchInput isSelected={isTable} onChange={setTable}>
        {t("sankey.asTable")}
      </SwitchInput>
      {isTable ? <SankeyTable ways={drawn} names={names} /> : <Pictures ways={drawn} names={names} />}
    </div>
  );
}

const EMPTY: WayOfGood = { unit: "", total: 0, nodes: [], links: [] };

function Pictures({ ways, names }: { ways: readonly WayOfGood[]; names: readonly string[] }) {
  const { t } = useTranslation("compare");
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const note = useId();
  const width = Math.max(size?.width ?? 0, NARROW);
  const most = Math.max(...ways.map(({ nodes }) => busiest(nodes)));
  const height = Math.max(280, 44 * most);
  const drawn = useMemo(
    () => layOut(ways, { width: width - 2 * MARGIN, height, gap: 22, node: 10 }),
    [ways, width, height],
  );
  return (
    <div ref={frame} className={css.frame}>
      {size &&
        ways.map((way, plan) => (
          <figure key={plan} className={css.figure}>
            <figcaption>
              {names[plan] && (
                <>
                  <bdi>{names[plan]}</bdi>
                  {" · "}
                </>
              )}
              <bdi>{t("sankey.total", { amount: `${number(way.total)} ${way.unit}` })}</bdi>
            </figcaption>
            {way.nodes.length === 0 ? (
              <Note>{t("sankey.nothing")}</Note>
            ) : (
              <div className={css.scroll}>
                <SankeyDrawing
                  drawn={drawn[plan] ?? { boxes: [], bands: [] }}
                  width={width}
                  height={height}
                  margin={MARGIN}
                  unit={way.unit}
                  label={t("sankey.label", { name: names[plan] ?? "" })}
                  describedBy={note}
                />
              </div>
            )}
          </figure>
        ))}
      <p id={note} className={css.note}>
        {t("sankey.note")}
      </p>
    </div>
  );
}

const MARGIN = 4;

/** How many nodes the fullest column has. */
function busiest(nodes: WayOfGood["nodes"]): number {
  const many = new Map<number, number>();
  for (const { column } of nodes) many.set(column, (many.get(column) ?? 0) + 1);
  return Math.max(1, ...many.values());
}
