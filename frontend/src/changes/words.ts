// The words of a scenario: what each may be said of, and what it takes. A test holds words.json to the program's own.
import told from "./words.json";

/** What one word takes, as the program knows it. */
export interface Word {
  readonly name: string;
  readonly tables: readonly string[];
  readonly table: string;
  readonly columns: Readonly<Record<string, readonly string[]>> | null;
  readonly defaults: Readonly<Record<string, string>>;
  readonly value: string;
  readonly usual: number | null;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  readonly takesWhere: boolean;
  readonly takesValues: boolean;
  readonly dated: string;
}

/** How a value is meant, and so how it is asked for and shown. */
export type Measure = "none" | "share" | "rise" | "factor" | "amount" | "days" | "cell";

/** Which days a change takes: a span, its first day alone, or none. */
export type Days = "both" | "first" | "none";

interface Table {
  readonly name: string;
  readonly key: readonly string[];
  readonly dated: boolean;
}

// A file's type says of each word only what that word happens to have; the test says that all are Words.
const WORDS: ReadonlyMap<string, Word> = new Map(
  (told.words as unknown as readonly Word[]).map((word) => [word.name, word]),
);
const TABLES: ReadonlyMap<string, Table> = new Map(told.tables.map((table) => [table.name, table]));
const SHARES: ReadonlySet<string> = new Set(["strike", "loss", "seize", "crash", "austerity"]);

/** All words, the plain ones first. */
export const ALL_WORDS: readonly string[] = [...WORDS.keys()];

/** All tables of an economy. */
export const ALL_TABLES: readonly string[] = [...TABLES.keys()];

/** How sure a claim can be said to be. */
export const CONFIDENCES = ["confirmed", "reported", "contested", "forecast", "assumed"] as const;

/** What a word takes; undefined for a word that is none. */
export function wordOf(name: string): Word | undefined {
  return WORDS.get(name);
}

/** The tables that a word may be said of. */
export function tablesOf(word: Word): readonly string[] {
  return word.tables.length > 0 ? word.tables : ALL_TABLES;
}

/** The columns by which rows of a table are told apart. */
export function keyOf(table: string): readonly string[] {
  return TABLES.get(table)?.key ?? [];
}

/** The columns that a word may change in a table; null where any will do. */
export function columnsOf(word: Word, table: string): readonly string[] | null {
  return word.columns === null ? null : (word.columns[table] ?? []);
}

/** The days that a change of a table by a word takes. */
export function daysOf(word: Word, table: string): Days {
  if (word.dated === "day" && (table === "stocks" || table === "equipment")) return "first";
  return word.dated === "yes" || TABLES.get(table)?.dated ? "both" : "none";
}

/** How the value of a word is meant. */
export function measureOf(word: Word): Measure {
  if (word.value === "none") return "none";
  if (word.value === "cell") return "cell";
  if (SHARES.has(word.name)) return "share";
  if (word.name === "tariff") return "rise";
  if (word.name === "delay") return "days";
  return word.name === "scale" || word.name === "surge" ? "factor" : "amount";
}
