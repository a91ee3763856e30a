// The rows of a grid: fetched in pages as they are seen, with the draft's cells, its added rows at the end.
import { useCallback, useMemo } from "react";
import { memory } from "../api/queries";
import type { ColumnDescribed, Rows, TableDescribed } from "../api/types";
import type { Value } from "./cells";
import { columnsOf } from "./columns";
import { type Cells, draftCell, type RowId, type TableDraft } from "./draft";
import { PAGE, type Part, pageQuery, usePages } from "./queries";

/** A row of the grid; its cells as they are kept, null while they are on their way. */
export interface GridRow {
  readonly id: RowId;
  readonly cells: Cells | null;
}

/** All that a grid shows. */
export interface GridRows {
  readonly columns: readonly ColumnDescribed[];
  /** Rows that are kept and fit the filter; the added ones come after them. */
  readonly kept: number;
  readonly total: number;
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly again: () => void;
  readonly at: (index: number) => GridRow | null;
  readonly value: (row: GridRow, column: string) => Value;
  /** Rows by index, fetched where they are not here yet. */
  readonly fetched: (first: number, last: number) => Promise<GridRow[]>;
}

function rowIn(page: Rows, at: number): GridRow | null {
  const values = page.rows[at];
  const id = page.positions[at];
  if (!values || id === undefined) return null;
  return { id, cells: Object.fromEntries(page.columns.map((column, i) => [column.name, values[i] ?? null])) };
}

/** The rows of a part of a table between two indexes, and those that the draft adds. */
export function useGridRows(
  part: Part,
  about: TableDescribed,
  edits: TableDraft,
  height: number,
  seen: { first: number; last: number },
): GridRows {
  const wanted = useMemo(() => {
    const first = Math.floor(Math.max(seen.first, 0) / PAGE);
    const last = Math.floor(Math.max(Math.min(seen.last, height - 1), 0) / PAGE);
    return [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, at) => first + at)])];
  }, [seen.first, seen.last, height]);
  const { pages, error, again } = usePages(part, wanted);
  const first = pages.get(0);
  const kept = first?.total ?? (part.filters.length ? 0 : height);
  const columns = useMemo(() => columnsOf(about, first), [about, first]);
  const added = edits.added.length;
  const at = useCallback(
    (index: number): GridRow | null => {
      if (index >= kept) return index < kept + added ? { id: kept - index - 1, cells: {} } : null;
      const page = pages.get(Math.floor(index / PAGE));
      return page ? rowIn(page, index % PAGE) : null;
    },
    [pages, kept, added],
  );
  const value = useCallback(
    (row: GridRow, column: string): Value => {
      const drafted = draftCell(edits, row.id, column);
      return drafted === undefined ? (row.cells?.[column] ?? null) : drafted;
    },
    [edits],
  );
  const fetched = useCallback(
    async (from: number, to: number): Promise<GridRow[]> => {
      const rows: GridRow[] = [];
      for (let index = from; index <= Math.min(to, kept + added - 1); index += 1) {
        if (index >= kept) rows.push({ id: kept - index - 1, cells: {} });
        else {
          const page = await memory.fetchQuery(pageQuery(part, Math.floor(index / PAGE)));
          const row = rowIn(page, index % PAGE);
          if (row) rows.push(row);
        }
      }
      return rows;
    },
    [part, kept, added],
  );
  return {
    columns,
    kept,
    total: kept + added,
    isLoading: !first && !error,
    error,
    again,
    at,
    value,
    fetched,
  };
}
