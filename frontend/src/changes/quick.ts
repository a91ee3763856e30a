// What can be made to happen at one thing: for each kind of thing the words that fit, and the rows they are about.
import type { Change } from "../api/types";
import { blankChange } from "./draft";
import { whereIs } from "./where";

export type SubjectKind = "route" | "place" | "supply" | "good" | "activity";

/** Something on the map. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly name: string;
}

/** Something that can be made to happen: a word, said of a table, about the rows of the thing. */
export interface Act {
  readonly id: string;
  readonly word: string;
  readonly table: string;
  readonly column?: string;
  readonly where: (name: string) => string;
  readonly start?: number;
}

const at = (column: string) => (name: string) => whereIs(column, name);

const SUPPLY: readonly Act[] = [
  { id: "close", word: "close", table: "supplies", where: at("supply") },
  { id: "limit", word: "limit", table: "supplies", where: at("supply") },
  { id: "scale", word: "scale", table: "supplies", column: "at_most", where: at("supply"), start: 0.5 },
  { id: "more", word: "aid", table: "supplies", where: at("supply") },
  { id: "tariff", word: "tariff", table: "supplies", where: at("supply"), start: 0.25 },
  { id: "sanction", word: "sanction", table: "supplies", where: at("supply") },
  { id: "window", word: "window", table: "supplies", where: at("supply") },
  { id: "loss", word: "loss", table: "supplies", where: at("supply"), start: 0.25 },
];

const ROUTE: readonly Act[] = [
  { id: "close", word: "close", table: "routes", where: at("route") },
  { id: "limit", word: "limit", table: "routes", where: at("route") },
  { id: "scale", word: "scale", table: "routes", column: "capacity", where: at("route"), start: 0.5 },
  { id: "window", word: "window", table: "routes", where: at("route") },
  { id: "loss", word: "loss", table: "routes", where: at("route"), start: 0.1 },
  { id: "delay", word: "delay", table: "routes", where: at("route"), start: 1 },
  { id: "open", word: "open", table: "routes", where: at("route") },
];

const PLACE: readonly Act[] = [
  { id: "siege", word: "close", table: "places", where: at("place") },
  { id: "more-people", word: "surge", table: "people", where: at("place"), start: 1.5 },
  { id: "more-needs", word: "surge", table: "needs", where: at("place"), start: 1.2 },
  { id: "strike", word: "strike", table: "supplies", where: at("place"), start: 0.5 },
  { id: "seize", word: "seize", table: "stocks", where: at("place"), start: 1 },
  { id: "loss", word: "loss", table: "stocks", where: at("place"), start: 0.25 },
];

const GOOD: readonly Act[] = [
  { id: "tariff", word: "tariff", table: "supplies", where: at("good"), start: 0.25 },
  { id: "sanction", word: "sanction", table: "supplies", where: at("good") },
  { id: "scale", word: "scale", table: "supplies", column: "at_most", where: at("good"), start: 0.5 },
  { id: "more-needs", word: "surge", table: "needs", where: at("good"), start: 1.2 },
  { id: "seize", word: "seize", table: "stocks", where: at("good"), start: 1 },
  { id: "loss", word: "loss", table: "stocks", where: at("good"), start: 0.25 },
];

const CURRENCY: readonly Act[] = [
  { id: "crash", word: "crash", table: "supplies", where: at("paid_in"), start: 0.3 },
  { id: "austerity", word: "austerity", table: "supplies", where: at("good"), start: 0.25 },
  { id: "loss", word: "loss", table: "stocks", where: at("good"), start: 0.25 },
];

const ACTIVITY: readonly Act[] = [
  { id: "close", word: "close", table: "activities", where: at("activity") },
  { id: "strike", word: "strike", table: "activities", where: at("activity"), start: 0.5 },
  { id: "limit", word: "limit", table: "activities", where: at("activity") },
  { id: "scale", word: "scale", table: "activities", column: "capacity", where: at("activity"), start: 0.5 },
  { id: "window", word: "window", table: "activities", where: at("activity") },
  { id: "loss", word: "loss", table: "activities", where: at("activity"), start: 0.25 },
];

const ACTS: Readonly<Record<SubjectKind, readonly Act[]>> = {
  route: ROUTE,
  place: PLACE,
  supply: SUPPLY,
  good: GOOD,
  activity: ACTIVITY,
};

/** What can be made to happen at a thing; money is a good with words of its own. */
export function actsFor(kind: SubjectKind, isCurrency = false): readonly Act[] {
  return kind === "good" && isCurrency ? CURRENCY : ACTS[kind];
}

/** The change that an act begins with, at a thing, from a day on. */
export function changeFor(act: Act, subject: Subject, from: string | undefined): Change {
  return {
    ...blankChange(act.word, act.table),
    where: act.where(subject.name),
    column: act.column ?? "",
    value: act.start ?? null,
    from: from ?? null,
  };
}
