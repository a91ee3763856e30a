// A change as a sentence: what happens to what, when, and why; made of its word, its rows and their names.
import type { TFunction } from "i18next";
import type { Change } from "../api/types";
import { day, number, percent, signed } from "../language/format";
import { spoken } from "../language";
import { subjectOf } from "./subject";
import { dayBefore } from "./dates";
import { isolated } from "../language/isolated";
import { measureOf, wordOf } from "./words";

/** The name that people know something by, from a column that names it and the name in it. */
export type NameOf = (column: string, name: string) => string;

/** What a change does, when and why: "Route cart-track is shut from 31 March 2031 on. Because: a landslide." */
export function sentenceOf(t: TFunction<"changes">, change: Change, nameOf: NameOf): string {
  const parts = [`${actAndDays(t, change, nameOf)}.`];
  if (change.because) parts.push(t("because", { because: isolated(unstopped(change.because)) }));
  const known = change.known_from;
  if (known)
    parts.push(known === change.from ? t("surprise") : t("knownFrom", { day: isolated(day(known)) }));
  return parts.join(" ");
}

/** What a change does and when, without a full stop: what undo calls it. */
export function actAndDays(t: TFunction<"changes">, change: Change, nameOf: NameOf): string {
  return capital([actOf(t, change, nameOf), whenOf(t, change)].filter(Boolean).join(" "));
}

/** What a change does, without its days, as plain text: what a scenario of it alone is called. */
export function titleFor(t: TFunction<"changes">, change: Change, nameOf: NameOf): string {
  return plain(capital(actOf(t, change, nameOf)));
}

/** Text without the marks that keep its parts' directions, for where only letters count. */
export function plain(text: string): string {
  return text.replaceAll(/[\u2068\u2069]/g, "");
}

function actOf(t: TFunction<"changes">, change: Change, nameOf: NameOf): string {
  const word = wordOf(change.do);
  if (!word) return bare(change);
  const table = change.table || word.table;
  const subject = subjectOf(t, change, table, nameOf);
  const column = change.column || word.defaults[table] || "";
  const said = {
    what: subject.text,
    table: t(`tables.${table}`, { defaultValue: table }),
    column: columnWords(t, column),
    value: valueText(t, change),
    cells: cellsText(t, change, nameOf),
  };
  const number = subject.isMany ? "many" : "one";
  for (const key of formsOf(change, table, column, number)) {
    const text = t(`does.${key}`, { ...said, defaultValue: "" });
    if (text) return text;
  }
  return bare(change);
}

/** Keys of the words for an act, the most telling first. */
function formsOf(change: Change, table: string, column: string, number: string): readonly string[] {
  const form = formOf(change);
  return [
    `${change.do}.${table}.${column}`,
    `${change.do}.${table}.${form || number}`,
    `${change.do}.${table}.${number}`,
    `${change.do}.${form}`,
    `${change.do}.${number}`,
    `${change.do}.any`,
  ];
}

function formOf(change: Change): string {
  const value = typeof change.value === "number" ? change.value : null;
  if (change.do === "tariff") return (value ?? 0) < 0 ? "falls" : "rises";
  if (change.do === "surge") return (value ?? 1) < 1 ? "shrinks" : "grows";
  if (change.do === "aid") return Object.keys(change.values ?? {}).length > 0 ? "new" : "more";
  if (change.do === "seize" || change.do === "strike") return (value ?? 1) === 1 ? "all" : "share";
  return "";
}

/** A column by its name in words; by its bare name where it has none. */
export function columnWords(t: TFunction<"changes">, column: string): string {
  return column ? t(`columns.${column}`, { defaultValue: column }) : "";
}

/** The value of a change as people say it. */
export function valueText(t: TFunction<"changes">, change: Change): string {
  const word = wordOf(change.do);
  const value = change.value ?? word?.usual ?? null;
  if (value === null) return "";
  if (typeof value === "string") return isolated(value);
  const measure = word ? measureOf(word) : "amount";
  if (measure === "share") return isolated(percent(value));
  if (measure === "rise") return isolated(percent(Math.abs(value)));
  if (measure === "factor") return isolated(percent(value));
  if (measure === "days") return t("forDays", { count: value, days: isolated(number(value)) });
  return isolated(change.do === "add" ? signed(value) : number(value));
}

function cellsText(t: TFunction<"changes">, change: Change, nameOf: NameOf): string {
  const cells = Object.entries(change.values ?? {}).map(
    ([column, value]) => `${columnWords(t, column)} ${isolated(nameOf(column, value))}`,
  );
  return new Intl.ListFormat(spoken(), { type: "unit", style: "long" }).format(cells);
}

function whenOf(t: TFunction<"changes">, change: Change): string {
  const first = change.from ? isolated(day(change.from)) : "";
  const last = change.until ? isolated(day(dayBefore(change.until))) : "";
  if (change.from && change.until && dayBefore(change.until) === change.from) return t("when.day", { first });
  if (change.do === "seize" || (change.do === "loss" && change.table === "stocks"))
    return first ? t("when.day", { first }) : "";
  if (first && last) return t("when.span", { first, last });
  if (first) return t("when.from", { first });
  return last ? t("when.until", { last }) : "";
}

/** A change in bare fields, where there are no words for it. */
function bare(change: Change): string {
  const value = change.value ?? null;
  const parts = [change.do, change.table, change.where, change.column, value === null ? "" : String(value)];
  return isolated(parts.filter(Boolean).join(" · "));
}

function capital(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function unstopped(text: string): string {
  return text.trim().replace(/[.。]$/, "");
}
