// Which rows a change is about: the short text "column=value, column=value", taken apart and put together.

/** What one cell of a row must say; null among the values stands for a blank cell. */
export interface Condition {
  readonly column: string;
  readonly attribute: string;
  readonly sign: Sign;
  readonly values: readonly (string | null)[];
}

export type Sign = "=" | "!=" | ">" | "<" | ">=" | "<=";

/** All signs, as they are offered. */
export const SIGNS: readonly Sign[] = ["=", "!=", ">", "<", ">=", "<="];

/** What stands for a blank cell. */
export const BLANK = "(blank)";

const PART = /^\s*([a-z_]+)(?:\.([a-z_]+))?\s*(!=|>=|<=|=|>|<)\s*([\s\S]+?)\s*$/;

/** The conditions in a text; null where it is not of the form that the server reads. */
export function conditionsIn(text: string): readonly Condition[] | null {
  if (!text.trim()) return [];
  const found = text.split(",").map(conditionIn);
  return found.every((each) => each !== null) ? found : null;
}

function conditionIn(part: string): Condition | null {
  const [, column, attribute, sign, values] = PART.exec(part) ?? [];
  if (!column || !sign || !values) return null;
  const read = values.split("|").map((value) => valueIn(value.trim()));
  if (read.includes("")) return null;
  return { column, attribute: attribute ?? "", sign: sign as Sign, values: read };
}

function valueIn(text: string): string | null {
  if (text === BLANK) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % that stands for itself
  }
}

/** Conditions as the text that the server reads. */
export function whereOf(conditions: readonly Condition[]): string {
  return conditions
    .map((each) => {
      const name = each.attribute ? `${each.column}.${each.attribute}` : each.column;
      return `${name}${each.sign}${each.values.map(written).join("|")}`;
    })
    .join(", ");
}

/** The text of the condition that a column holds one of some values. */
export function whereIs(column: string, ...values: readonly string[]): string {
  return whereOf([{ column, attribute: "", sign: "=", values }]);
}

function written(value: string | null): string {
  return value === null ? BLANK : value.replaceAll("%", "%25").replaceAll(",", "%2C").replaceAll("|", "%7C");
}
