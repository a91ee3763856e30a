// The columns of a grid: what is described, then what rows have besides; how wide each is.
import type { ColumnDescribed, Rows, TableDescribed } from "../api/types";
import { spoken } from "../language";
import { plainColumn } from "./cells";

const WIDTHS: Readonly<Record<ColumnDescribed["kind"], number>> = {
  name: 168,
  text: 240,
  number: 112,
  share: 96,
  count: 96,
  date: 116,
  choice: 136,
  flag: 88,
};
const LETTER = 8.2; // pixels that a letter of a heading takes
const BESIDE = 44;

/** The columns of a table in the order of the grid: those described, then names in other languages. */
export function columnsOf(table: TableDescribed, rows: Rows | undefined): ColumnDescribed[] {
  const known = new Set(table.columns.map((column) => column.name));
  const further = (rows?.columns ?? []).filter((column) => !known.has(column.name));
  const all = [...table.columns];
  const after = all.findIndex((column) => column.name === "name");
  all.splice(after < 0 ? all.length : after + 1, 0, ...further.map((column) => plainColumn(column.name)));
  return all;
}

/** Pixels that a column is wide. */
export function widthOf(column: ColumnDescribed): number {
  return Math.max(WIDTHS[column.kind], Math.ceil(column.name.length * LETTER) + BESIDE);
}

/** A sentence in the language that is spoken; English where it was not translated; blank for none. */
export function said(sentences: Readonly<Record<string, string>>): string {
  return sentences[spoken()] ?? sentences.en ?? "";
}
