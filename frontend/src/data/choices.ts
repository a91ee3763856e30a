// What may stand in a cell that takes one of a list: words, yes and no, or names of another table.
import type { ColumnDescribed, TableDescribed } from "../api/types";
import { draftOf } from "./drafts";
import { tableDraft } from "./draft";
import { useNames } from "./queries";

/** Where names are looked up. */
export interface ChoiceSource {
  readonly project: string;
  readonly economy: string;
  readonly version: number;
  readonly tables: readonly TableDescribed[];
}

/** What may stand in a cell of a column; names that the draft adds are among them. */
export function useChoices(source: ChoiceSource, column: ColumnDescribed, typed: string): readonly string[] {
  const { project, economy, version, tables } = source;
  const names = tables.find((table) => table.name === column.refers_to)?.columns[0]?.name ?? "";
  const kept = useNames({ project, economy, version, table: column.refers_to }, names, typed);
  if (column.kind === "flag") return ["yes", "no"];
  if (column.choices.length) return column.choices;
  const draft = draftOf(economy);
  const added = draft ? tableDraft(draft, column.refers_to).added : [];
  const fresh = added.map((cells) => cells[names]).filter((name) => typeof name === "string");
  return [...(column.star ? ["*"] : []), ...new Set([...fresh, ...kept])];
}
