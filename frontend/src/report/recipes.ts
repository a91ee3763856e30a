// What brings the data of a screen into a program: the same thing as Python, as a command, and as a request.
import type { Asked } from "./commands";
import { commandOf } from "./commands";
import { pythonValue, remark, shellOption, shellWord } from "./quoting";

/** One thing in three ways; what can't be had in a way is left out. */
export interface Recipe {
  readonly python?: string;
  readonly cli?: string;
  readonly curl?: string;
}

/** The server (`https://…`, without a path) and the project that a screen shows. */
export interface Where {
  readonly url: string;
  readonly project: { readonly id: string; readonly name: string };
}

/** An economy or a plan: its id, and what people call it. */
export interface Thing {
  readonly id: string;
  readonly name?: string;
  readonly version?: number | null;
}

/** The part of a table that is shown: conditions as `column:operator:value`, columns to sort by (`-column`). */
export interface Part {
  readonly filters?: readonly string[];
  readonly sort?: readonly string[];
}

/** Where this page comes from: the server that a recipe names. */
export function here(project: { readonly id: string; readonly name: string }): Where {
  return { url: window.location.origin, project };
}

/** What a project holds: its economies and its plans. */
export function projectRecipe(where: Where): Recipe {
  return {
    python: python(where, [
      "for economy in project.economies():",
      "    print(economy.id, economy.name)",
      "for plan in project.plans():",
      "    print(plan.id, plan.told.scenario)",
    ]),
    curl: [curl(where, "economies"), curl(where, "plans")].join("\n"),
  };
}

/** An economy, whole. */
export function economyRecipe(where: Where, economy: Thing): Recipe {
  const version = versionOf(economy);
  return {
    python: python(where, [
      `economy = project.economy(${pythonValue(economy.id)})${note(economy)}`,
      `model = economy.read(${version ? `version=${version}` : ""})`,
    ]),
    cli: command(where, ["commonweal convert", shellWord(economy.id), "economy.zip"], economy),
    curl: curl(where, `economies/${economy.id}/download`, {
      query: [["version", version]],
      out: "economy.zip",
    }),
  };
}

/** Rows of one of an economy's tables. */
export function economyTableRecipe(where: Where, economy: Thing, table: string, part: Part = {}): Recipe {
  const version = versionOf(economy);
  const options = [...partOptions(part), ...(version ? [`version=${version}`] : [])];
  return {
    ...economyRecipe(where, economy),
    python: python(where, [
      `economy = project.economy(${pythonValue(economy.id)})${note(economy)}`,
      `rows = economy.table(${[pythonValue(table), ...options].join(", ")})`,
      "print(rows)",
    ]),
    curl: curl(where, `economies/${economy.id}/tables/${encodeURIComponent(table)}`, {
      query: [...partQuery(part), ["version", version], ["format", "csv"]],
      out: "rows.csv",
    }),
  };
}

/** The scenarios of an economy, or one of them. */
export function scenarioRecipe(where: Where, economy: Thing, scenario?: string): Recipe {
  const one = scenario === undefined ? "" : `/${encodeURIComponent(scenario)}`;
  return {
    python: python(where, [
      `economy = project.economy(${pythonValue(economy.id)})${note(economy)}`,
      scenario === undefined
        ? "print(list(economy.scenarios()))"
        : `print(economy.scenario(${pythonValue(scenario)}))`,
    ]),
    cli: command(where, ["commonweal scenarios", shellWord(economy.id)], economy, scenario),
    curl: curl(where, `economies/${economy.id}/scenarios${one}`),
  };
}

/** A plan that was made: opened in Python, its tables as a data package, and as a file. */
export function planRecipe(where: Where, plan: Thing): Recipe {
  return {
    python: python(where, [
      `plan = project.result(${pythonValue(plan.id)}).plan()${note(plan)}`,
      "print(plan.summary())",
      'print(plan["coverage"])',
    ]),
    cli: command(
      where,
      ["commonweal export", shellWord(plan.id), shellOption("--datapackage", "plan")],
      plan,
    ),
    curl: curl(where, `results/${plan.id}/download`, { out: "plan.zip" }),
  };
}

/** Rows of one of a result's tables. */
export function resultTableRecipe(where: Where, result: Thing, table: string, part: Part = {}): Recipe {
  return {
    python: python(where, [
      `result = project.result(${pythonValue(result.id)})${note(result)}`,
      `rows = result.table(${[pythonValue(table), ...partOptions(part)].join(", ")})`,
      "print(rows)",
    ]),
    curl: curl(where, `results/${result.id}/tables/${encodeURIComponent(table)}`, {
      query: [...partQuery(part), ["format", "csv"]],
      out: "rows.csv",
    }),
  };
}

/** A question to the server: a plan, an explanation, a comparison … as `request` asks for it. */
export function askRecipe(where: Where, request: Asked): Recipe {
  const words = commandOf(request);
  return {
    python: python(
      where,
      [
        `request = request_of(${pythonValue(request)})`,
        "result = project.ask(request).result()",
        request.kind === "plan" ? "print(result.plan().summary())" : "print(result.text())",
      ],
      ["from commonweal.wire.requests import request_of"],
    ),
    cli: words === null ? undefined : command(where, words, versionNote(request)),
    curl: [
      curl(where, "jobs", { body: request }),
      "# The answer names the job. Once it is finished, it names the result:",
      curl(where, "jobs/$JOB"),
    ].join("\n"),
  };
}

/** The page that tells about a plan, or its briefing, as a file. */
export function printedRecipe(
  where: Where,
  plan: Thing,
  what: "report" | "briefing",
  form: "html" | "pdf" | "docx",
  language: string,
): Recipe {
  const file = `${what}.${form}`;
  const options = `${pythonValue(file)}, language=${pythonValue(language)}`;
  return {
    python: python(where, [`project.result(${pythonValue(plan.id)}).${what}(${options})${note(plan)}`]),
    cli:
      what === "briefing"
        ? command(
            where,
            [
              "commonweal briefing",
              shellWord(plan.id),
              shellOption("--out", file),
              shellOption("--language", language),
            ],
            plan,
          )
        : undefined,
    curl: curl(where, `results/${plan.id}/${what}`, {
      query: [
        ["format", form],
        ["language", language],
      ],
      out: file,
    }),
  };
}

/** The whole project as one file. */
export function projectFileRecipe(where: Where): Recipe {
  return {
    python: python(where, ['project.download("project.zip")']),
    curl: curl(where, "download", { out: "project.zip" }),
  };
}

function python(where: Where, lines: readonly string[], imports: readonly string[] = []): string {
  return [
    "import commonweal as cw",
    ...imports,
    "",
    `with cw.Client(${pythonValue(where.url)}) as client:`,
    `    project = client.project(${pythonValue(where.project.id)})${note(where.project)}`,
    ...lines.map((line) => `    ${line}`),
    "",
  ].join("\n");
}

/** A command at the server, an option a line; `last` is a value that stands by itself at its end. */
function command(where: Where, words: readonly string[], thing: Thing | string, last?: string): string {
  const whose = typeof thing === "string" ? thing : versionedName(thing);
  const names = [where.project.name, whose].map(remark).filter((name) => name !== "");
  const all = [
    ...words,
    shellOption("--server", where.url),
    shellOption("--project", where.project.id),
    ...(last === undefined ? [] : [`-- ${shellWord(last)}`]), // after `--` nothing is taken for an option
  ];
  const [first = "", second = "", ...rest] = all;
  return [`# ${names.join(": ")}`, [`${first} ${second}`, ...rest].join(" \\\n  "), ""].join("\n");
}

interface Ask {
  readonly query?: readonly (readonly [string, string | number | null | undefined])[];
  readonly body?: unknown;
  readonly out?: string;
}

function curl(where: Where, path: string, ask: Ask = {}): string {
  const pairs = (ask.query ?? []).filter(([, value]) => value !== null && value !== undefined);
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");
  const job = path.endsWith("$JOB");
  const address = `${where.url}/api/v1/projects/${where.project.id}/${path}${query ? `?${query}` : ""}`;
  return [
    "curl --fail --silent --show-error",
    '-H "Authorization: Bearer $COMMONWEAL_TOKEN"',
    ...(ask.body === undefined
      ? []
      : ['-H "Content-Type: application/json"', `--data ${shellWord(JSON.stringify(ask.body))}`]),
    ...(ask.out === undefined ? [] : [`--output ${shellWord(ask.out)}`]),
    job ? `"${address}"` : curlAddress(address),
  ].join(" \\\n  ");
}

/** An address with what curl would take for a pattern written by number. */
function curlAddress(address: string): string {
  const plain = address.replace(
    /[[\]{}]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return shellWord(plain);
}

function partOptions(part: Part): string[] {
  return [
    ...(part.filters?.length ? [`filters=${pythonValue(part.filters)}`] : []),
    ...(part.sort?.length ? [`sort=${pythonValue(part.sort)}`] : []),
  ];
}

function partQuery(part: Part): [string, string | null][] {
  const filters = (part.filters ?? []).map((one): [string, string] => ["filter", one]);
  return [...filters, ["sort", part.sort?.length ? part.sort.join(",") : null]];
}

function versionOf(thing: Thing): number | null {
  return thing.version ?? null;
}

/** The name of a thing as a remark at the end of a line of Python. */
function note(thing: Thing): string {
  const name = remark(thing.name ?? "");
  return name === "" ? "" : `  # ${name}`;
}

function versionedName(thing: Thing): string {
  const version = thing.version ? `commands take the version that holds now; this was ${thing.version}` : "";
  return [thing.name ?? "", version].filter((words) => words !== "").join("; ");
}

function versionNote(request: Asked): string {
  return request.version
    ? `commands take the version that holds now; this was ${String(request.version)}`
    : "";
}
