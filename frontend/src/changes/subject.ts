// What a change is about, in words: "route cart-track", "the stocks of flour in Valley".
import { isolated } from "../language/isolated";
import type { TFunction } from "i18next";
import type { Change } from "../api/types";
import { number } from "../language/format";
import { spoken } from "../language";
import { type Condition, conditionsIn } from "./where";

const NAMED_BY: Readonly<Record<string, string>> = {
  routes: "route",
  places: "place",
  supplies: "supply",
  activities: "activity",
  people: "group",
  needs: "good",
  stocks: "good",
  limits: "limit",
  goods: "good",
  equipment: "equipment",
};
const SPECIAL: Readonly<Record<string, string>> = { strike: "labour", crash: "money", austerity: "budgets" };

/** What a change is about, and whether that is several things. */
export interface Subject {
  readonly text: string;
  readonly isMany: boolean;
}

/** What a change is about; its own text of conditions where that is of no form that is known. */
export function subjectOf(
  t: TFunction<"changes">,
  change: Change,
  table: string,
  nameOf: (column: string, name: string) => string,
): Subject {
  const conditions = conditionsIn(change.where);
  const special = SPECIAL[change.do];
  const noun = special && table === "supplies" ? special : table;
  if (!conditions) return { text: `${t(`what.${noun}.some`)} ${isolated(change.where)}`, isMany: true };
  const column = special === "money" ? "paid_in" : NAMED_BY[noun === "labour" ? "" : table];
  const own = conditions.find((each) => each.column === column && each.sign === "=" && !each.attribute);
  const others = conditions.filter((each) => each !== own).map((each) => conditionWords(t, each, nameOf));
  const names = own ? valuesText(t, own, nameOf) : "";
  const isMany = (own?.values.length ?? 2) > 1;
  const form = own ? (isMany ? "many" : "one") : others.length > 0 ? "some" : "all";
  const base = t(`what.${noun}.${form}`, {
    names,
    defaultValue: t(`what.other.${form === "all" ? "all" : "some"}`, {
      table: t(`tables.${table}`, { defaultValue: table }),
    }),
  });
  return { text: [base, ...others].join(" "), isMany };
}

/** A condition in words: "in Valley", "with mode road or track", "where capacity is above 10". */
export function conditionWords(
  t: TFunction<"changes">,
  condition: Condition,
  nameOf: (column: string, name: string) => string,
): string {
  const values = valuesText(t, condition, nameOf);
  const column = conditionColumn(t, condition);
  if (condition.sign !== "=") return t(`where.${condition.sign}`, { column, values });
  if (condition.attribute) return t("where.is", { column, values });
  return t(`where.${condition.column}`, { values, defaultValue: t("where.with", { column, values }) });
}

/** The column of a condition in words: "parent of to_place". */
export function conditionColumn(t: TFunction<"changes">, condition: Condition): string {
  const column = t(`columns.${condition.column}`, { defaultValue: condition.column });
  if (!condition.attribute) return column;
  const attribute = t(`columns.${condition.attribute}`, { defaultValue: condition.attribute });
  return t("where.attribute", { attribute, column });
}

function valuesText(
  t: TFunction<"changes">,
  condition: Condition,
  nameOf: (column: string, name: string) => string,
): string {
  const isCompared = condition.sign !== "=" && condition.sign !== "!=";
  const shown = condition.values.map((value) => {
    if (value === null) return t("where.blank");
    const text = isCompared
      ? number(Number(value))
      : condition.attribute
        ? value
        : nameOf(condition.column, value);
    return isolated(text);
  });
  return new Intl.ListFormat(spoken(), { type: "conjunction" }).format(shown);
}
