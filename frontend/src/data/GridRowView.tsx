// One row of a grid: its number, what was done to it, and its cells.
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Finding } from "../api/types";
import { shownOf } from "./cells";
import { CellEditor } from "./CellEditor";
import type { RowState } from "./Grid";
import css from "./Grid.module.css";
import { GridCell } from "./GridCell";
import type { Range } from "./moving";
import type { Edited, GridState } from "./useGrid";
import type { GridRow } from "./useGridRows";

const SIGNS: Readonly<Record<RowState, string>> = { kept: "", changed: "•", added: "+", dropped: "×" };

interface RowProps {
  index: number;
  row: GridRow | null;
  offset: number;
  template: string;
  grid: GridState;
  number: number;
  state: RowState;
  marks: ReadonlyMap<string, readonly Finding[]> | undefined;
  activeColumn: number | null;
  chosen: Range | null;
  editing: Edited | null;
  isLow: boolean;
}

/** The row at an index; bare while it is on its way. */
export const GridRowView = memo(function GridRowView(props: RowProps) {
  const { index, row, offset, template, grid, number, state, marks, activeColumn, chosen, editing } = props;
  const { t } = useTranslation("data");
  const words = { yes: t("grid.yes"), no: t("grid.no") };
  const ofRow = marks?.get("") ?? [];
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${css.row ?? ""} ${css[state] ?? ""} ${activeColumn === null ? "" : (css.hasFocus ?? "")}`}
      style={{ gridTemplateColumns: template, transform: `translateY(${String(offset)}px)` }}
    >
      <div role="rowheader" aria-colindex={1} className={css.number}>
        <bdi>{number}</bdi>
        {state !== "kept" && (
          <span className={css.sign} title={t(`grid.state.${state}`)}>
            {SIGNS[state]}
            <span className="hidden">{t(`grid.state.${state}`)}</span>
          </span>
        )}
      </div>
      {grid.rows.columns.map((column, at) => {
        const value = row ? grid.rows.value(row, column.name) : null;
        const kept = row?.cells?.[column.name] ?? null;
        const isHere = activeColumn === at;
        const findings = [...(marks?.get(column.name) ?? []), ...(at === 0 ? ofRow : [])];
        return (
          <GridCell
            key={column.name}
            column={column}
            at={at}
            index={index}
            text={row ? shownOf(value, words) : "…"}
            isHere={isHere}
            isChosen={chosen !== null && at >= chosen.first && at <= chosen.last}
            isChanged={state !== "dropped" && row !== null && row.id >= 0 && value !== kept}
            findings={findings}
            grid={grid}
            isLow={props.isLow}
            isLate={at > grid.rows.columns.length / 2}
          >
            {editing && isHere && row ? (
              <CellEditor column={column} row={row} edited={editing} grid={grid} />
            ) : null}
          </GridCell>
        );
      })}
    </div>
  );
});
