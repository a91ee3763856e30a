// The state of a grid: where one is, what is chosen, what is edited, and what the keys do.
import { type ClipboardEvent, type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import type { Finding } from "../api/types";
import { spoken } from "../language";
import { toast } from "../ui/toast";
import { textOf } from "./cells";
import { fixOf } from "./findings";
import { actOf } from "./keys";
import { movedBy, rangeOf, type Range, type Spot, tabbed } from "./moving";
import type { ChoiceSource } from "./choices";
import { type Editing, type Subject, useEditing } from "./useEditing";
import type { GridRow, GridRows } from "./useGridRows";

/** A cell that is being edited: its text as it began, and whether that was typed over what stood there. */
export interface Edited extends Spot {
  readonly text: string;
  readonly typed: boolean;
}

/** What ends the editing of a cell leads to. */
export type Onward = "down" | "ahead" | "back" | "stay";

export interface GridState {
  readonly rows: GridRows;
  readonly acts: Editing;
  readonly mayEdit: boolean;
  readonly active: Spot;
  readonly anchor: Spot;
  readonly chosen: Range;
  readonly editing: Edited | null;
  readonly wantsFocus: () => boolean;
  readonly go: (to: Spot, extend?: boolean) => void;
  readonly reach: (to: Spot) => void;
  readonly edit: (spot: Spot) => void;
  readonly endEditing: (row: GridRow, column: string, text: string | null, onward: Onward) => void;
  readonly fixAt: (index: number, column: string, findings: readonly Finding[]) => string | null;
  readonly fix: (index: number, column: string, value: string) => void;
  readonly source: ChoiceSource;
  readonly onPage: (rows: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onCopy: (event: ClipboardEvent) => void;
  readonly onCut: (event: ClipboardEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

interface Options {
  subject: Subject;
  rows: GridRows;
  mayEdit: boolean;
  marked: (id: number, column: string) => readonly Finding[];
  source: ChoiceSource;
  refusal: string;
}

/** The state of a grid over these rows; `refusal` is what is said where nothing may be edited. */
export function useGrid({ subject, rows, mayEdit, marked, source, refusal }: Options): GridState {
  const [place, setPlace] = useState<{ active: Spot; anchor: Spot }>({ active: START, anchor: START });
  const [editing, setEditing] = useState<Edited | null>(null);
  const focusing = useRef(false);
  const [page, setPage] = useState(20);
  const { decimal } = subject;
  const go = useCallback((to: Spot, extend = false) => {
    focusing.current = true;
    setEditing(null);
    setPlace((before) => ({ active: to, anchor: extend ? before.anchor : to }));
  }, []);
  const onAdded = useCallback(
    (index: number) => {
      go({ row: index, column: 0 });
    },
    [go],
  );
  const acts = useEditing(subject, rows, onAdded);
  return useMemo(() => {
    const active = { ...place.active, row: Math.min(place.active.row, rows.total - 1) }; // rows may have gone
    const anchor = { ...place.anchor, row: Math.min(place.anchor.row, rows.total - 1) };
    const size = { rows: rows.total, columns: rows.columns.length, page };
    const chosen = rangeOf(anchor, active);
    const begin = (spot: Spot, typed?: string) => {
      if (!mayEdit) {
        toast(refusal);
        return;
      }
      const row = rows.at(spot.row);
      const column = rows.columns[spot.column];
      if (!row?.cells || !column || subject.isGone(row.id)) return;
      focusing.current = true;
      setPlace({ active: spot, anchor: spot });
      const text = typed ?? textOf(rows.value(row, column.name), decimal);
      setEditing({ ...spot, text, typed: typed !== undefined });
    };
    const fixAt = (index: number, name: string, findings: readonly Finding[]) => {
      const row = rows.at(index);
      if (!row) return null;
      const text = textOf(rows.value(row, name), decimal);
      return findings.map((finding) => fixOf(finding, text)).find((fix) => fix !== null) ?? null;
    };
    const fix = (index: number, name: string, value: string) => {
      const row = rows.at(index);
      if (row) acts.set(row, name, value);
    };
    const may = (act: () => void) => {
      if (mayEdit) act();
      else toast(refusal);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (editing || event.defaultPrevented) return;
      const ctrl = event.ctrlKey || event.metaKey;
      const row = rows.at(active.row);
      const column = rows.columns[active.column];
      const to = event.altKey ? null : movedBy({ key: event.key, ctrl }, active, size, spoken() === "ar");
      const act = actOf(event, ctrl, column?.kind === "flag");
      if (to) go(to, event.shiftKey && to.row >= 0);
      else if (act === "all")
        setPlace({ anchor: START, active: { row: size.rows - 1, column: size.columns - 1 } });
      else if (active.row < 0 || !act) return;
      else if (act === "edit") begin(active);
      else if (act === "type") begin(active, event.key);
      else if (act === "clear") may(() => void acts.clear(chosen));
      else if (act === "flip" && row && column)
        may(() => {
          acts.set(row, column.name, rows.value(row, column.name) === true ? "no" : "yes");
        });
      else if (act === "fix" && row && column) {
        const value = fixAt(active.row, column.name, marked(row.id, column.name));
        if (value !== null)
          may(() => {
            fix(active.row, column.name, value);
          });
      } else if (act === "one") setPlace({ active, anchor: active });
      event.preventDefault();
    };
    const onCopy = (event: ClipboardEvent) => {
      if (editing || active.row < 0) return;
      event.preventDefault();
      const now = acts.copyNow(chosen);
      if (now !== null) event.clipboardData.setData("text/plain", now);
      else void acts.copy(chosen);
    };
    return {
      rows,
      acts,
      mayEdit,
      active,
      anchor,
      chosen,
      editing,
      go,
      fixAt,
      fix,
      source,
      onKeyDown,
      onCopy,
      wantsFocus: () => focusing.current,
      reach: (to) => {
        setEditing(null);
        focusing.current = true;
        setPlace({ active: to, anchor: to });
      },
      edit: begin,
      endEditing: (row, name, text, onward) => {
        setEditing(null);
        if (text !== null) acts.set(row, name, text);
        const next =
          onward === "down"
            ? { row: Math.min(active.row + 1, size.rows - 1), column: active.column }
            : onward === "stay"
              ? null
              : tabbed(active, size, onward === "back");
        if (next) go(next);
      },
      onPage: setPage,
      onCut: (event) => {
        onCopy(event);
        if (!editing && active.row >= 0) may(() => void acts.clear(chosen));
      },
      onPaste: (event) => {
        if (editing || active.row < 0) return;
        event.preventDefault();
        const text = event.clipboardData.getData("text/plain");
        may(() => void acts.paste(text, chosen));
      },
    };
  }, [place, editing, page, rows, acts, mayEdit, refusal, decimal, subject, marked, go, source]);
}

const START: Spot = { row: 0, column: 0 };
