// What the screens of comparisons ask of the server.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, raw, read } from "../api/client";
import { keys } from "../api/queries";
import type { Result, Rows, Scenario } from "../api/types";
import type { Picture } from "../plan/picture";

const FOREVER = { staleTime: Infinity, gcTime: 30 * 60_000 } as const;
const PAGE = 1000; // the most rows of JSON in one answer

/** The pictures of plans, in their order; undefined while one is on its way. */
export function usePictures(project: string, plans: readonly string[]) {
  return useQueries({
    queries: plans.map((plan) => ({
      queryKey: [...keys.result(project, plan), "picture"],
      queryFn: () =>
        read(
          api.GET("/api/v1/projects/{project}/results/{result}/picture", {
            params: { path: { project, result: plan } },
          }),
        ),
      ...FOREVER,
    })),
    combine: (found) => ({
      pictures: found.map(({ data }) => data),
      error: found.find(({ error }) => error)?.error ?? null,
      retry: () => {
        for (const each of found) if (each.error) void each.refetch();
      },
    }),
  });
}

/** The pictures once all are there; null before. */
export function allOf(pictures: readonly (Picture | undefined)[]): readonly Picture[] | null {
  return pictures.every((each) => each !== undefined) ? pictures : null;
}

/** The scenarios of economies, by economy; without those that are still on their way. */
export function useScenariosOf(
  project: string,
  economies: readonly string[],
): ReadonlyMap<string, Scenario[]> {
  return useQueries({
    queries: economies.map((economy) => ({
      queryKey: [...keys.economy(project, economy), "scenarios"],
      queryFn: async () => {
        const answer = api.GET("/api/v1/projects/{project}/economies/{economy}/scenarios", {
          params: { path: { project, economy }, query: { limit: 1000 } },
        });
        return (await read(answer)).items;
      },
    })),
    combine: (found) =>
      new Map(
        economies.flatMap((economy, at) => {
          const scenarios = found[at]?.data;
          return scenarios ? [[economy, scenarios] as const] : [];
        }),
      ),
  });
}

/** The names of the people of a project, by id; empty for who may not see them. */
export function usePeopleNames(project: string): ReadonlyMap<string, string> {
  const found = useQuery({
    queryKey: [...keys.project(project), "members"],
    queryFn: async () =>
      (await read(api.GET("/api/v1/projects/{project}/members", { params: { path: { project } } }))).items,
    retry: false,
  });
  return useMemo(() => new Map((found.data ?? []).map(({ person, name }) => [person, name])), [found.data]);
}

/** The results of a kind, the newest first. */
export function useResultsOf(project: string, kind: Result["kind"]) {
  return useQuery({
    queryKey: [...keys.results(project), "kind", kind],
    queryFn: async () => {
      const answer = api.GET("/api/v1/projects/{project}/results", {
        params: { path: { project }, query: { kind: kind as "compare", limit: 200 } },
      });
      return (await read(answer)).items;
    },
  });
}

/** The document of a result: what it found, as JSON of its own kind. */
export function useDocument<Body>(project: string, result: string | null) {
  return useQuery({
    queryKey: [...keys.result(project, result ?? ""), "document"],
    queryFn: async () =>
      (await (await raw(`/projects/${project}/results/${result ?? ""}/files/document.json`)).json()) as Body,
    enabled: result !== null,
    ...FOREVER,
  });
}

/** What a job said of its result in words, as the command prints it. */
export function useText(project: string, result: string | null) {
  return useQuery({
    queryKey: [...keys.result(project, result ?? ""), "text"],
    queryFn: async () => (await raw(`/projects/${project}/results/${result ?? ""}/files/text.txt`)).text(),
    enabled: result !== null,
    ...FOREVER,
  });
}

/** Rows of a table of a result, from one on. */
export function useRows(project: string, result: string, table: string, offset: number, limit: number) {
  return useQuery({
    queryKey: [...keys.result(project, result), "tables", table, offset, limit],
    queryFn: (): Promise<Rows> =>
      read(
        api.GET("/api/v1/projects/{project}/results/{result}/tables/{table}", {
          params: { path: { project, result, table }, query: { offset, limit: Math.min(limit, PAGE) } },
        }),
      ) as Promise<Rows>,
    enabled: table !== "",
    placeholderData: (before) => before,
    ...FOREVER,
  });
}

/** Results by their ids; undefined while one is on its way or is not there. */
export function useResults(project: string, ids: readonly string[]): readonly (Result | undefined)[] {
  return useQueries({
    queries: ids.map((result) => ({
      queryKey: keys.result(project, result),
      queryFn: () =>
        read(
          api.GET("/api/v1/projects/{project}/results/{result}", { params: { path: { project, result } } }),
        ),
      ...FOREVER,
    })),
    combine: (found) => found.map(({ data }) => data),
  });
}
