// A draft: edits of an economy's tables that are not saved yet, as values that never change.
import type { Edit } from "../api/types";
import type { Value } from "./cells";

/** A row: its position in the version that the draft is of; added rows count -1, -2, … */
export type RowId = number;

/** Cells of a row by column. */
export type Cells = Readonly<Record<string, Value>>;

/** The edits of one table. */
export interface TableDraft {
  /** Changed cells of rows, by position. */
  readonly cells: ReadonlyMap<RowId, Cells>;
  /** Rows that are new, in their order. */
  readonly added: readonly Cells[];
  /** Positions of rows that are taken out. */
  readonly dropped: ReadonlySet<RowId>;
  /** The whole of each row that is changed or taken out, as it was. */
  readonly was: ReadonlyMap<RowId, Cells>;
}

/** All edits, and the version that they are of. */
export interface Draft {
  readonly version: number;
  readonly tables: Readonly<Record<string, TableDraft>>;
}

/** A cell that is to hold something: of a row as it is kept, or of an added one (`was` null then). */
export interface CellSet {
  readonly row: RowId;
  readonly column: string;
  readonly value: Value;
  readonly was: Cells | null;
}

/** The most edits that the server takes at once. */
export const MOST = 10_000;

const NOTHING: TableDraft = { cells: new Map(), added: [], dropped: new Set(), was: new Map() };

function without<Held>(of: Readonly<Record<string, Held>>, name: string): Record<string, Held> {
  return Object.fromEntries(Object.entries(of).filter(([each]) => each !== name));
}

/** No edits of a version. */
export function emptyDraft(version: number): Draft {
  return { version, tables: {} };
}

/** The edits of a table. */
export function tableDraft(draft: Draft, table: string): TableDraft {
  return draft.tables[table] ?? NOTHING;
}

function withTable(draft: Draft, table: string, made: TableDraft): Draft {
  const isNothing = made.cells.size === 0 && made.added.length === 0 && made.dropped.size === 0;
  const others = without(draft.tables, table);
  return { ...draft, tables: isNothing ? others : { ...others, [table]: made } };
}

/** A draft with cells set; a cell that holds what it held before is no edit. */
export function withCells(draft: Draft, table: string, sets: readonly CellSet[]): Draft {
  const before = tableDraft(draft, table);
  const cells = new Map(before.cells);
  const was = new Map(before.was);
  const added = [...before.added];
  for (const { row, column, value, was: kept } of sets) {
    if (row < 0) {
      added[-row - 1] = { ...added[-row - 1], [column]: value };
      continue;
    }
    const old = was.get(row) ?? kept ?? {};
    const rest = without(cells.get(row) ?? {}, column);
    const now = (old[column] ?? null) === value ? rest : { ...rest, [column]: value };
    if (Object.keys(now).length) {
      cells.set(row, now);
      was.set(row, old);
    } else {
      cells.delete(row);
      if (!before.dropped.has(row)) was.delete(row);
    }
  }
  return withTable(draft, table, { ...before, cells, added, was });
}

/** A draft with rows added at the end of a table. */
export function withAdded(draft: Draft, table: string, rows: readonly Cells[]): Draft {
  const before = tableDraft(draft, table);
  return withTable(draft, table, { ...before, added: [...before.added, ...rows] });
}

/** A draft with rows taken out; added ones are gone, the others are marked. */
export function withDropped(draft: Draft, table: string, rows: ReadonlyMap<RowId, Cells>): Draft {
  const before = tableDraft(draft, table);
  const kept = [...rows].filter(([row]) => row >= 0);
  return withTable(draft, table, {
    cells: before.cells,
    added: before.added.filter((_, at) => !rows.has(-at - 1)),
    dropped: new Set([...before.dropped, ...kept.map(([row]) => row)]),
    was: new Map([...before.was, ...kept.filter(([row]) => !before.was.has(row))]),
  });
}

/** A draft in which rows that were to be taken out stay. */
export function withKept(draft: Draft, table: string, rows: readonly RowId[]): Draft {
  const before = tableDraft(draft, table);
  const dropped = new Set(before.dropped);
  const was = new Map(before.was);
  for (const row of rows) {
    dropped.delete(row);
    if (!before.cells.has(row)) was.delete(row);
  }
  return withTable(draft, table, { ...before, dropped, was });
}

/** What a cell holds in the draft; undefined where it is as it was. */
export function draftCell(edits: TableDraft, row: RowId, column: string): Value | undefined {
  if (row < 0) return edits.added[-row - 1]?.[column] ?? null;
  return edits.cells.get(row)?.[column];
}

/** A draft as the edits that are sent. */
export function editsOf(draft: Draft): Edit[] {
  return Object.entries(draft.tables).flatMap(([table, edits]): Edit[] => [
    ...[...edits.cells].flatMap(([row, cells]): Edit[] =>
      edits.dropped.has(row)
        ? []
        : Object.entries(cells).map(([column, value]) => ({ do: "set", table, row, column, value })),
    ),
    ...[...edits.dropped].map((row): Edit => ({ do: "drop", table, row })),
    ...edits.added.map((cells): Edit => ({
      do: "add",
      table,
      cells: Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== null)),
    })),
  ]);
}

/** How many edits a draft holds, of one table or of all. */
export function countOf(draft: Draft, table?: string): number {
  const part = table === undefined ? draft : { ...draft, tables: pick(draft, table) };
  return editsOf(part).length;
}

function pick(draft: Draft, table: string): Record<string, TableDraft> {
  const found = draft.tables[table];
  return found ? { [table]: found } : {};
}
