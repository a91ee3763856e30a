// What can be done to a table in its grid; each act is a step that can be taken back.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TableDescribed } from "../api/types";
import { number } from "../language/format";
import { toast } from "../ui/toast";
import { type Decimal, textOf, type Value, valueOf } from "./cells";
import {
  type Cells,
  type CellSet,
  countOf,
  MOST,
  type RowId,
  withAdded,
  withCells,
  withDropped,
  withKept,
} from "./draft";
import { change, draftOf } from "./drafts";
import type { Range } from "./moving";
import { blockOf, filledBy, textOfBlock } from "./pasted";
import type { GridRow, GridRows } from "./useGridRows";
import { n } from "./counting";

/** What a grid is of. */
export interface Subject {
  readonly economy: string;
  readonly version: number;
  readonly about: TableDescribed;
  readonly decimal: Decimal;
  /** Whether a row is to be taken out. */
  readonly isGone: (row: RowId) => boolean;
}

/** What can be done to the cells of a grid. */
export interface Editing {
  readonly set: (row: GridRow, column: string, text: string) => void;
  readonly clear: (range: Range) => Promise<void>;
  readonly paste: (text: string, range: Range) => Promise<void>;
  /** The cells of a range as text; null where some of them are not here yet. */
  readonly copyNow: (range: Range) => string | null;
  /** Fetch the cells of a range, and put them into the clipboard. */
  readonly copy: (range: Range) => Promise<void>;
  readonly add: () => void;
  readonly drop: (range: Range) => Promise<void>;
  readonly keep: (rows: readonly RowId[]) => void;
}

/** The acts of a grid; `onAdded` is told the index of a row that was added. */
export function useEditing(subject: Subject, rows: GridRows, onAdded: (index: number) => void): Editing {
  const { t } = useTranslation("data");
  return useMemo(() => {
    const { economy, version, about, decimal } = subject;
    const table = about.name;
    const title = t(`tables.title.${table}`, { defaultValue: table });
    const step = (label: string, make: Parameters<typeof change>[3]) => {
      const before = draftOf(economy);
      const after = make(before ?? { version, tables: {} });
      if (countOf(after) > MOST) toast(t("grid.tooMany", { most: number(MOST) }));
      else change(economy, version, label, () => after);
    };
    const cellSet = (row: GridRow, column: string, value: Value): CellSet => ({
      row: row.id,
      column,
      value,
      was: row.id < 0 ? null : row.cells,
    });
    const spelt = (found: readonly GridRow[], range: Range) =>
      textOfBlock(
        found.map((row) => columnsIn(range).map((column) => textOf(rows.value(row, column.name), decimal))),
      );
    const columnsIn = (range: Range) => rows.columns.slice(range.first, range.last + 1);
    return {
      set: (row, name, text) => {
        const column = rows.columns.find((each) => each.name === name);
        if (!column) return;
        const value = valueOf(text, column, decimal);
        if (value === rows.value(row, name)) return;
        step(t("step.cell", { table: title, column: name }), (draft) =>
          withCells(draft, table, [cellSet(row, name, value)]),
        );
      },
      clear: async (range) => {
        const found = await rows.fetched(range.top, range.bottom);
        const sets = found.flatMap((row) =>
          columnsIn(range).map((column) => cellSet(row, column.name, null)),
        );
        step(t("step.clear", { table: title, ...n(sets.length) }), (draft) => withCells(draft, table, sets));
      },
      paste: async (text, range) => {
        const filled = filledBy(blockOf(text), {
          rows: range.bottom - range.top + 1,
          columns: range.last - range.first + 1,
        });
        const last = filled.reduce((most, each) => Math.max(most, each.down), 0);
        if (filled.length > MOST) {
          toast(t("grid.tooMany", { most: number(MOST) }));
          return;
        }
        const there = await rows.fetched(range.top, range.top + last);
        const more: Record<string, Value>[] = Array.from({ length: last + 1 - there.length }, () => ({}));
        const sets: CellSet[] = [];
        for (const { down, across, text: cell } of filled) {
          const column = rows.columns[range.first + across];
          if (!column) continue;
          const value = valueOf(cell, column, decimal);
          const row = there[down];
          const fresh = more[down - there.length];
          if (row) sets.push(cellSet(row, column.name, value));
          else if (fresh) fresh[column.name] = value;
        }
        step(t("step.paste", { table: title, ...n(filled.length) }), (draft) =>
          withAdded(withCells(draft, table, sets), table, more),
        );
        const beyond = filled.filter(({ across }) => range.first + across >= rows.columns.length).length;
        if (beyond) toast(t("grid.beyond", n(beyond)));
      },
      copyNow: (range) => {
        const found = Array.from({ length: range.bottom - range.top + 1 }, (_, at) =>
          rows.at(range.top + at),
        );
        const here = found.filter((row) => row !== null);
        return here.length === found.length ? spelt(here, range) : null;
      },
      copy: async (range) => {
        try {
          await navigator.clipboard.writeText(spelt(await rows.fetched(range.top, range.bottom), range));
        } catch {
          toast(t("grid.notCopied")); // some browsers let nobody copy after a wait, or without https
        }
      },
      add: () => {
        step(t("step.add", { table: title }), (draft) => withAdded(draft, table, [{}]));
        onAdded(rows.total);
      },
      drop: async (range) => {
        const found = await rows.fetched(range.top, range.bottom);
        const byId = new Map<RowId, Cells>(found.map((row) => [row.id, row.cells ?? {}]));
        step(t("step.drop", { table: title, ...n(byId.size) }), (draft) => withDropped(draft, table, byId));
      },
      keep: (ids) => {
        step(t("step.keep", { table: title, ...n(ids.length) }), (draft) => withKept(draft, table, ids));
      },
    };
  }, [subject, rows, onAdded, t]);
}
