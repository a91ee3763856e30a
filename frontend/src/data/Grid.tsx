// A table as a grid: rows as they scroll by, one cell with the focus, edited in place as in a spreadsheet.
import { type Range as Seen, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import css from "./Grid.module.css";
import { GridHead } from "./GridHead";
import { GridRowView } from "./GridRowView";
import { widthOf } from "./columns";
import type { TableDraft } from "./draft";
import { type Marks, numberOf } from "./findings";
import { rangeOf } from "./moving";
import type { GridState } from "./useGrid";

const HEAD = 36; // pixels that the heading is high, which stays in sight above the rows
const ROW = 34; // pixels that a row is high
const NUMBER = 68; // pixels that the column of row numbers is wide

export interface GridProps {
  grid: GridState;
  title: string;
  edits: TableDraft;
  marks: Marks;
  height: number;
  sort: string;
  onSort: (sort: string) => void;
  onSeen: (first: number, last: number) => void;
}

/** The grid; `grid` is what `useGrid` gives. */
export function Grid({ grid, title, edits, marks, height, sort, onSort, onSeen }: GridProps) {
  const { t } = useTranslation("data");
  const box = useRef<HTMLDivElement>(null);
  const { rows, active, editing } = grid;
  const widths = useMemo(() => rows.columns.map(widthOf), [rows.columns]);
  // eslint-disable-next-line react-hooks/incompatible-library -- what it gives is used here alone, never memoized
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: ROW,
    rangeExtractor: useCallback((range: Seen) => withActive(range, active.row), [active.row]),
  });
  const items = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    onSeen(first, last);
  }, [onSeen, first, last]);
  useEffect(() => {
    if (grid.active.row >= 0 && rows.total > 0) virtual.scrollToIndex(grid.active.row, { align: "auto" });
  }, [virtual, grid.active.row, rows.total]);
  useEffect(() => {
    grid.onPage(Math.max(Math.floor((box.current?.clientHeight ?? 0) / ROW) - 2, 1));
  }, [grid, rows.total]);
  const template = `${String(NUMBER)}px ${widths.map((width) => `${String(width)}px`).join(" ")}`;
  const chosen = rangeOf(grid.anchor, active);
  return (
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus -- its cells have the focus, one at a time
    <div
      ref={box}
      role="grid"
      aria-label={title}
      aria-rowcount={rows.total + 1}
      aria-colcount={rows.columns.length + 1}
      aria-readonly={!grid.mayEdit}
      aria-multiselectable
      className={css.grid}
      onKeyDown={grid.onKeyDown}
      onCopy={grid.onCopy}
      onCut={grid.onCut}
      onPaste={grid.onPaste}
    >
      <GridHead
        columns={rows.columns}
        template={template}
        focused={active.row === -1 ? active.column : null}
        wantsFocus={grid.wantsFocus}
        sort={sort}
        onSort={onSort}
        onFocus={(column) => {
          grid.go({ row: -1, column });
        }}
      />
      <div role="rowgroup" className={css.body} style={{ blockSize: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows.at(item.index);
          return (
            <GridRowView
              key={item.index}
              index={item.index}
              row={row}
              offset={item.start - HEAD}
              template={template}
              grid={grid}
              number={row ? numberOf(row.id, height) : item.index + 2}
              state={row ? stateOf(edits, row.id) : "kept"}
              marks={row ? marks.cells.get(row.id) : undefined}
              activeColumn={item.index === active.row ? active.column : null}
              chosen={item.index >= chosen.top && item.index <= chosen.bottom ? chosen : null}
              editing={editing?.row === item.index ? editing : null}
              isLow={item.start - (virtual.scrollOffset ?? 0) > (box.current?.clientHeight ?? 0) / 2}
            />
          );
        })}
      </div>
      {rows.total === 0 && !rows.isLoading && !rows.error && <p className={css.none}>{t("grid.noRows")}</p>}
    </div>
  );
}

/** The rows that are drawn: those that are seen and the one with the focus, which must not vanish. */
function withActive(range: Seen, active: number): number[] {
  const first = Math.max(range.startIndex - range.overscan, 0);
  const last = Math.min(range.endIndex + range.overscan, range.count - 1);
  const drawn = Array.from({ length: Math.max(last - first + 1, 0) }, (_, at) => first + at);
  const isThere = active >= 0 && active < range.count;
  if (isThere && active < first) drawn.unshift(active);
  if (isThere && active > last) drawn.push(active);
  return drawn;
}

export type RowState = "kept" | "changed" | "added" | "dropped";

function stateOf(edits: TableDraft, id: number): RowState {
  if (id < 0) return "added";
  if (edits.dropped.has(id)) return "dropped";
  return edits.cells.has(id) ? "changed" : "kept";
}
