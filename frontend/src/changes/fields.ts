// What happens to a change as its fields are filled in: what no longer fits falls away.
import type { Change } from "../api/types";
import { columnsOf, daysOf, measureOf, tablesOf, type Word, wordOf } from "./words";

/** A change with another word: what the word does not take is left out, what it can't do without is filled in. */
export function withWord(change: Change, name: string): Change {
  const word = wordOf(name);
  if (!word) return { ...change, do: name };
  const tables = tablesOf(word);
  const table = tables.includes(change.table)
    ? change.table
    : word.table || (tables.length === 1 ? tables[0] : "");
  const measured = measureOf(word) === measureOf(wordOf(change.do) ?? word);
  return withTable(
    {
      ...change,
      do: name,
      where: word.takesWhere && table === change.table ? change.where : "",
      values: word.takesValues ? change.values : {},
      value: measured && word.value !== "none" ? change.value : word.usual,
    },
    word,
    table ?? "",
  );
}

/** A change about another table: its rows and columns are others. */
export function withTable(change: Change, word: Word, table: string): Change {
  const isSame = table === change.table;
  const columns = columnsOf(word, table);
  const days = daysOf(word, table);
  return {
    ...change,
    table,
    where: isSame ? change.where : "",
    column: isSame && (columns === null || columns.includes(change.column)) ? change.column : "",
    from: days === "none" ? null : change.from,
    until: days === "both" ? change.until : null,
  };
}

/** The value in a cell that somebody wrote: a number where the column holds numbers. */
export function cellValue(text: string, type: string | undefined): string | number | null {
  if (text.trim() === "") return null;
  const isNumber = (type === "number" || type === "count") && Number.isFinite(Number(text));
  return isNumber ? Number(text) : text;
}
