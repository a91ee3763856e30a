// Cells as they are kept, typed, copied and shown: what a text stands for in a column, and the other way.
import { exact } from "../language/format";
import type { ColumnDescribed } from "../api/types";

/** What a cell holds; days as 2016-07-01, blank as null. */
export type Value = string | number | boolean | null;

/** The decimal sign that the economy declares; the server refuses the other one. */
export type Decimal = "." | ",";

const NUMBERS: ReadonlySet<string> = new Set(["number", "share", "count"]);
const PLAIN = { ".": /^[+-]?\d+(\.\d+)?$/, ",": /^[+-]?\d+(,\d+)?$/ } as const;
const DIGITS = 15; // a number keeps that many
const FLAGS: Readonly<Record<string, boolean>> = { yes: true, no: false, true: true, false: false };

/** Whether cells of a column are numbers. */
export function isNumeric(column: ColumnDescribed): boolean {
  return NUMBERS.has(column.kind);
}

/** What a typed or pasted text stands for; what is no plain number stays text, for the server to tell why. */
export function valueOf(text: string, column: ColumnDescribed, decimal: Decimal): Value {
  const plain = column.kind === "text" ? text : text.trim();
  if (plain.trim() === "") return null;
  if (isNumeric(column)) {
    const digits = plain.replace(/\D/g, "").length;
    return PLAIN[decimal].test(plain) && digits <= DIGITS ? Number(plain.replace(",", ".")) : plain;
  }
  if (column.kind === "flag") return FLAGS[plain.toLowerCase()] ?? plain;
  return plain;
}

/** A cell as it is typed and copied; reading it again gives the same. */
export function textOf(value: Value, decimal: Decimal): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value).replace(".", decimal);
  return value;
}

/** A cell as it is shown: numbers with all their digits. */
export function shownOf(value: Value, words: { yes: string; no: string }): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  return typeof value === "number" ? exact(value) : value;
}

/** A column that nobody described, such as a name in another language: text. */
export function plainColumn(name: string): ColumnDescribed {
  return {
    name,
    kind: "text",
    meanings: {},
    units: {},
    required: false,
    refers_to: "",
    choices: [],
    at_least: null,
    above: null,
    at_most: null,
    star: false,
    measured_in: "",
  };
}
