// What the screens of data ask the server: tables and their rows, findings, versions, settings.
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, ifMatch, read } from "../api/client";
import { keys } from "../api/queries";
import type { Differences, Finding, Kept, Rows } from "../api/types";
import { type Draft, editsOf } from "./draft";

const ALWAYS = { staleTime: Infinity, gcTime: 10 * 60_000 } as const; // versions never change
const BASE = "/api/v1/projects/{project}/economies/{economy}";

/** Rows that are fetched together. */
export const PAGE = 250;

/** Which rows of a table are asked for. */
export interface Part {
  readonly project: string;
  readonly economy: string;
  readonly version: number;
  readonly table: string;
  readonly filters: readonly string[];
  readonly sort: string;
}

/** What tables there may be, and what their columns take. */
export function useTables() {
  return useQuery({
    queryKey: ["tables"],
    queryFn: async () => (await read(api.GET("/api/v1/tables"))).tables,
    ...ALWAYS,
  });
}

/** A part of a table's rows. */
export function rowsOf(part: Part, offset: number, limit: number): Promise<Rows> {
  const { project, economy, table, version, filters, sort } = part;
  const query = { version, offset, limit, sort, filter: [...filters] };
  return read(
    api.GET(`${BASE}/tables/{table}`, { params: { path: { project, economy, table }, query } }),
  ) as Promise<Rows>;
}

/** How a page of rows is asked for, and under which key it is remembered. */
export function pageQuery(part: Part, page: number) {
  const { project, economy, version, table, filters, sort } = part;
  return {
    queryKey: [...keys.economy(project, economy), "rows", version, table, filters, sort, page],
    queryFn: () => rowsOf(part, page * PAGE, PAGE),
    ...ALWAYS,
  };
}

/** The pages of rows that are seen, by number; and whatever kept one from being fetched. */
export function usePages(part: Part, pages: readonly number[]) {
  return useQueries({
    queries: pages.map((page) => pageQuery(part, page)),
    combine: (answers) => ({
      pages: new Map(answers.flatMap(({ data }, at) => (data ? [[pages[at] ?? 0, data] as const] : []))),
      error: answers.find(({ error }) => error)?.error ?? null,
      again: () => {
        for (const answer of answers) if (answer.error) void answer.refetch();
      },
    }),
  });
}

/** What is wrong or doubtful about a version. */
export function useFindings(project: string, economy: string, version: number | undefined) {
  return useQuery({
    queryKey: [...keys.economy(project, economy), "check", version],
    queryFn: () =>
      read(api.GET(`${BASE}/check`, { params: { path: { project, economy }, query: { version } } })),
    enabled: version !== undefined,
    ...ALWAYS,
  });
}

const serials = new WeakMap<Draft, number>();
let lastSerial = 0;

/** A number for a draft: drafts are values, and each has its own. */
export function serialOf(draft: Draft): number {
  const known = serials.get(draft);
  if (known !== undefined) return known;
  lastSerial += 1;
  serials.set(draft, lastSerial);
  return lastSerial;
}

const PAUSE = 600; // milliseconds without a change before a draft is checked

/** What would be wrong with a draft, asked once nobody has typed for a moment; null while that is not known. */
export function useDraftCheck(project: string, economy: string, draft: Draft | null) {
  const [asked, setAsked] = useState(draft);
  useEffect(() => {
    const soon = setTimeout(() => {
      setAsked(draft);
    }, PAUSE);
    return () => {
      clearTimeout(soon);
    };
  }, [draft]);
  const answer = useQuery({
    queryKey: [...keys.economy(project, economy), "draft", asked ? serialOf(asked) : 0],
    queryFn: () => send(project, economy, asked, { dry: true }),
    enabled: asked !== null && asked === draft,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Infinity,
  });
  const isKnown = asked === draft && !answer.isPlaceholderData && answer.data !== undefined;
  return { findings: answer.data?.findings ?? null, isKnown, error: answer.error, again: answer.refetch };
}

/** Send a draft's edits: to be kept with a sentence, or only checked. */
export function send(
  project: string,
  economy: string,
  draft: Draft | null,
  how: { dry: true } | { dry: false; what: string },
): Promise<Kept> {
  const version = draft?.version ?? 0;
  return read(
    api.POST(`${BASE}/edits`, {
      params: { path: { project, economy }, header: ifMatch(version) },
      body: { edits: draft ? editsOf(draft) : [], what: how.dry ? "" : how.what, dry_run: how.dry },
    }),
  );
}

const NAMES = 1000;

/** Names that may stand in a column that refers to a table; of very many those with the letters typed. */
export function useNames(part: Omit<Part, "filters" | "sort">, column: string, typed: string) {
  const { project, economy, version, table } = part;
  const all = useNamesLike(part, column, "", table !== "" && column !== "");
  const isWhole = (all.data?.total ?? 0) <= NAMES;
  const like = useNamesLike({ project, economy, version, table }, column, typed, !isWhole && typed !== "");
  const rows = (isWhole || typed === "" ? all.data : like.data)?.rows ?? [];
  return [...new Set(rows.map((row) => String(row[0] ?? "")))].filter((name) => name !== "");
}

function useNamesLike(part: Omit<Part, "filters" | "sort">, column: string, typed: string, enabled: boolean) {
  const { project, economy, version, table } = part;
  const filters = typed ? [`${column}:has:${typed}`] : [];
  return useQuery({
    queryKey: [...keys.economy(project, economy), "names", version, table, column, typed],
    queryFn: async () => {
      const found = await rowsOf({ ...part, filters, sort: column }, 0, NAMES);
      const at = found.columns.findIndex((each) => each.name === column);
      return { total: found.total, rows: found.rows.map((row) => [row[at] ?? null]) };
    },
    enabled,
    ...ALWAYS,
  });
}

/** The versions of an economy, the newest first. */
export function useVersions(project: string, economy: string) {
  return useQuery({
    queryKey: [...keys.economy(project, economy), "versions"],
    queryFn: async () => {
      const query = { limit: 1000 };
      return (await read(api.GET(`${BASE}/versions`, { params: { path: { project, economy }, query } })))
        .items;
    },
  });
}

/** One version; it never changes. */
export function useVersion(project: string, economy: string, number: number | undefined) {
  return useQuery({
    queryKey: [...keys.economy(project, economy), "version", number],
    queryFn: () => {
      const path = { project, economy, number: number ?? 0 };
      return read(api.GET(`${BASE}/versions/{number}`, { params: { path } }));
    },
    enabled: number !== undefined,
    ...ALWAYS,
  });
}

/** What differs between two versions. */
export function differencesOf(
  project: string,
  economy: string,
  before: number,
  after: number,
): Promise<Differences> {
  const query = { before, after };
  const answer = api.GET(`${BASE}/differences`, { params: { path: { project, economy }, query } });
  return read(answer) as Promise<Differences>; // the client spells a pair as a list
}

/** What differs between two versions, remembered. */
export function useDifferences(project: string, economy: string, before: number, after: number) {
  return useQuery({
    queryKey: [...keys.economy(project, economy), "differences", before, after],
    queryFn: () => differencesOf(project, economy, before, after),
    enabled: before > 0 && after > 0 && before !== after,
    ...ALWAYS,
  });
}

/** The settings of a version. */
export function useSettings(project: string, economy: string, version: number | undefined) {
  return useQuery({
    queryKey: [...keys.economy(project, economy), "settings", version],
    queryFn: () =>
      read(api.GET(`${BASE}/settings`, { params: { path: { project, economy }, query: { version } } })),
    enabled: version !== undefined,
    ...ALWAYS,
  });
}

/** Findings that nothing is known of yet. */
export const NONE: readonly Finding[] = [];
