// A draft on a version that somebody else made meanwhile: its rows are found again by what tells them apart.
import type { TableDescribed } from "../api/types";
import type { Value } from "./cells";
import { type Cells, type Draft, type RowId, tableDraft } from "./draft";

const DATES = ["from", "until"];

/** A row of the newer version: where it is, and what it holds. */
export interface Found {
  readonly row: RowId;
  readonly cells: Cells;
}

/** How to find rows of the newer version that have these cells. */
export type Look = (table: string, key: Cells) => Promise<readonly Found[]>;

/** A cell that both changed, each otherwise. */
export interface Clash {
  readonly table: string;
  readonly row: RowId;
  readonly column: string;
  readonly mine: Value;
  readonly theirs: Value;
}

/** A row that the draft changes and that is there no more, by what told it apart. */
export interface Lost {
  readonly table: string;
  readonly key: Cells;
}

/** A draft on the newer version, and what the two disagree about. */
export interface Rebased {
  readonly draft: Draft;
  readonly clashes: readonly Clash[];
  readonly lost: readonly Lost[];
}

/** The cells that tell a row apart. */
export function keyOf(table: TableDescribed, cells: Cells): Cells {
  const names = [...table.key, ...(table.dated ? DATES : [])];
  return Object.fromEntries(names.map((name) => [name, cells[name] ?? null]));
}

/**
 * The draft on another version. Tables whose rows are as they were keep their places; in the others each
 * row of the draft is looked up.
 */
export async function rebased(
  draft: Draft,
  version: number,
  tables: readonly TableDescribed[],
  differing: ReadonlySet<string>,
  look: Look,
): Promise<Rebased> {
  const clashes: Clash[] = [];
  const lost: Lost[] = [];
  const made: Record<string, Draft["tables"][string]> = {};
  for (const [name, edits] of Object.entries(draft.tables)) {
    const about = tables.find((table) => table.name === name);
    if (!about || !differing.has(name)) {
      made[name] = edits;
      continue;
    }
    const places = new Map<RowId, Found>();
    for (const [row, was] of edits.was) {
      const key = keyOf(about, was);
      const found = await look(name, key);
      const there = found.find((each) => each.row === row) ?? (found.length === 1 ? found[0] : undefined);
      if (there) places.set(row, there);
      else lost.push({ table: name, key });
    }
    const cells = new Map<RowId, Cells>();
    for (const [row, mine] of edits.cells) {
      const there = places.get(row);
      if (!there) continue;
      cells.set(there.row, mine);
      clashes.push(...clashesOf(name, there, mine, edits.was.get(row) ?? {}));
    }
    const dropped = new Set([...edits.dropped].flatMap((row) => places.get(row)?.row ?? []));
    const was = new Map([...places.values()].map((there) => [there.row, there.cells]));
    made[name] = { cells, dropped, was, added: edits.added };
  }
  const kept = Object.entries(made).filter(
    ([, edits]) => edits.cells.size + edits.dropped.size + edits.added.length,
  );
  return { draft: { version, tables: Object.fromEntries(kept) }, clashes, lost };
}

function clashesOf(table: string, there: Found, mine: Cells, was: Cells): Clash[] {
  return Object.entries(mine).flatMap(([column, value]) => {
    const theirs = there.cells[column] ?? null;
    const differs = theirs !== (was[column] ?? null) && theirs !== value;
    return differs ? [{ table, row: there.row, column, mine: value, theirs }] : [];
  });
}

/** How many rows have to be looked up. */
export function lookedUp(draft: Draft, differing: ReadonlySet<string>): number {
  return Object.keys(draft.tables).reduce(
    (sum, table) => sum + (differing.has(table) ? tableDraft(draft, table).was.size : 0),
    0,
  );
}
