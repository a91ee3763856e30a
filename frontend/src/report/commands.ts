// The `commonweal` command that asks a server for a job.
import { shellOption, shellWord } from "./quoting";

/** What a job is asked by: its kind, what it is about, and the options of its command. */
export type Asked = Readonly<Record<string, unknown>> & { readonly kind: string };

const COMMANDS: Readonly<Record<string, string>> = { relief: "explain" };
// Options that a command has under another name than the request; the others differ by `_` and `-` alone.
const NAMES: Readonly<Record<string, string>> = { scenarios: "scenario", rules: "rule", methods: "method" };
const TOLD_OTHERWISE = new Set(["kind", "economy", "version", "plan", "of", "explain"]);
const BY_COMMAS = new Set(["methods", "recovery"]);
const BY_ATTACHMENT = ["actuals", "consignments", "table"];

/** The command with its options, one word or option each; null where it needs files that lie on the server. */
export function commandOf(asked: Asked): readonly string[] | null {
  if (BY_ATTACHMENT.some((name) => asked[name])) {
    return null;
  }
  return [
    `commonweal ${COMMANDS[asked.kind] ?? asked.kind}`,
    ...subjects(asked),
    ...(asked.kind === "relief" ? ["--relief"] : []),
    ...Object.entries(asked).flatMap(([name, value]) =>
      TOLD_OTHERWISE.has(name) ? [] : options(name, value),
    ),
    ...kindOfThings(asked),
  ].filter((word) => word !== "");
}

/** What it is about: economies and plans, by id. */
function subjects(asked: Asked): string[] {
  if (asked.kind === "compare") {
    const things = Array.isArray(asked.of) ? (asked.of as Readonly<Record<string, unknown>>[]) : [];
    return things.map((thing) => shellWord(String(thing.plan ?? thing.economy)));
  }
  return [shellWord(String(asked.plan ?? asked.economy))];
}

function options(name: string, value: unknown): string[] {
  const option = `--${(NAMES[name] ?? name).replaceAll("_", "-")}`;
  if (value === null || value === undefined || value === "" || isDefault(name, value)) {
    return [];
  }
  if (Array.isArray(value)) {
    const words = value.map(String);
    return BY_COMMAS.has(name) && words.length > 0
      ? [shellOption(option, words.join(","))]
      : words.map((word) => shellOption(option, word));
  }
  if (typeof value === "object") {
    const weights = Object.entries(value).map(([word, weight]) => `${word}=${String(weight)}`);
    return [shellOption(option, weights.join(","))];
  }
  return [shellOption(option, value as string | number | boolean)];
}

/** `--of` of commands where it is no economy: what to ask for, or what to take away. */
function kindOfThings(asked: Asked): string[] {
  if (asked.kind === "compare" || asked.of === undefined || asked.of === null) {
    return [];
  }
  return [shellOption("--of", Array.isArray(asked.of) ? asked.of.join(",") : String(asked.of))];
}

/** What every command does anyway, and needs no word. */
function isDefault(name: string, value: unknown): boolean {
  return (name === "threads" && value === 1) || (name === "language" && value === "en");
}
