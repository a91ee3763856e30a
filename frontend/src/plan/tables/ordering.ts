// Finding rows by words, and putting them in order.
import { day } from "../../language/format";
import { upTo } from "../columns";
import type { Column, Table } from "./columns";

/** By which column rows are ordered, and which way. */
export interface Order {
  readonly id: string;
  readonly falling: boolean;
}

/** The rows that hold all of some words in their texts and days, in an order. */
export function rowsIn(table: Table, words: string, order: Order | null): Int32Array {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const searched = table.columns.filter(({ kind }) => kind === "text" || kind === "day");
  const every = upTo(table.nRows);
  const found =
    wanted.length === 0
      ? every
      : every.filter((row) => {
          const said = searched.map((column) => written(column, row).toLocaleLowerCase());
          return wanted.every((word) => said.some((each) => each.includes(word)));
        });
  const by = table.columns.find(({ id }) => id === order?.id);
  return by && order ? ordered(found, by, order.falling) : found;
}

/** What stands in a row, as it is read and as the files have it. */
function written({ kind, value }: Column, row: number): string {
  const found = String(value(row) ?? "");
  return kind === "day" && found ? `${found} ${day(found)}` : found;
}

/** Rows by a column; those that say nothing there come last, whichever way. */
function ordered(rows: Int32Array, { value }: Column, falling: boolean): Int32Array {
  const sign = falling ? -1 : 1;
  const collator = new Intl.Collator();
  return rows.toSorted((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null || a === "" || b === "")
      return Number(a === null || a === "") - Number(b === null || b === "") || one - other;
    const sense =
      typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
    return sign * sense || one - other;
  });
}
