// Conditions of filters as the server takes them: column:operator:value.
import type { ColumnDescribed } from "../api/types";
import { isNumeric } from "./cells";

export const OPERATORS = ["has", "eq", "ne", "lt", "le", "gt", "ge"] as const;
export type Operator = (typeof OPERATORS)[number];

const WRITTEN = new RegExp(`^([^:]*):(${OPERATORS.join("|")}):([^]*)$`);

/** What can be asked of a column: letters only of texts, more and less only of what has an order. */
export function operatorsFor(column: ColumnDescribed): readonly Operator[] {
  if (isNumeric(column) || column.kind === "date") return ["eq", "ne", "lt", "le", "gt", "ge"];
  return column.kind === "flag" ? ["eq", "ne"] : ["has", "eq", "ne"];
}

/** The parts of a condition; one that can't be read is a name that must hold these letters. */
export function conditionOf(text: string): { column: string; operator: Operator; value: string } {
  const parts = WRITTEN.exec(text);
  const operator = OPERATORS.find((each) => each === parts?.[2]);
  return { column: parts?.[1] ?? text, operator: operator ?? "has", value: parts?.[3] ?? "" };
}
