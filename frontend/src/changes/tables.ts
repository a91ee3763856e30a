// Rows of an economy's tables, for names and for what can stand in a cell; and what a draft would do.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { api, read } from "../api/client";
import { keys } from "../api/queries";
import type { Rows, Scenario } from "../api/types";
import { spoken } from "../language";
import type { NameOf } from "./sentence";

const MOST = 1000;

function rowsQuery(project: string, economy: string, table: string) {
  return {
    queryKey: [...keys.economy(project, economy), "tables", table, "first"],
    queryFn: async () => {
      const answer = api.GET("/api/v1/projects/{project}/economies/{economy}/tables/{table}", {
        params: { path: { project, economy, table }, query: { limit: MOST, format: "json" } },
      });
      return (await read(answer)) as Rows; // JSON was asked for; the other formats are text
    },
    enabled: economy !== "" && table !== "",
    staleTime: 60_000,
  };
}

/** The first thousand rows of a table. */
export function useRows(project: string, economy: string, table: string) {
  return useQuery(rowsQuery(project, economy, table));
}

/** The different names and words in a column, in order. */
export function valuesIn(rows: Rows | undefined, column: string): readonly string[] {
  const at = rows?.columns.findIndex((each) => each.name === column) ?? -1;
  if (!rows || at < 0) return [];
  const found = new Set<string>();
  for (const row of rows.rows) {
    const value = row[at];
    if (value !== null && value !== undefined)
      found.add(typeof value === "boolean" ? yesNo(value) : String(value));
  }
  return [...found].sort((one, other) => one.localeCompare(other));
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}

/** Titles of what a table names in its first column, in a language, else in the table's own. */
export function titlesIn(rows: Rows | undefined, language: string): ReadonlyMap<string, string> {
  const columns = rows?.columns.map((each) => each.name) ?? [];
  const at = [columns.indexOf(`name_${language}`), columns.indexOf("name")].filter((each) => each > 0);
  const found = new Map<string, string>();
  for (const row of rows?.rows ?? []) {
    const title = at.map((each) => row[each]).find((each) => typeof each === "string" && each !== "");
    if (typeof title === "string") found.set(String(row[0]), title);
  }
  return found;
}

const NAMED_IN: Readonly<Record<string, "places" | "goods">> = {
  place: "places",
  from_place: "places",
  to_place: "places",
  parent: "places",
  good: "goods",
  paid_in: "goods",
  nutrient: "goods",
};

/** The names by which people know places and goods. */
export function useNames(project: string, economy: string): NameOf {
  const [places, goods] = useQueries({
    queries: [rowsQuery(project, economy, "places"), rowsQuery(project, economy, "goods")],
  });
  const [language, ofPlaces, ofGoods] = [spoken(), places.data, goods.data];
  return useCallback(
    (column, name) => {
      const table = NAMED_IN[column];
      if (!table) return name;
      return titlesIn(table === "places" ? ofPlaces : ofGoods, language).get(name) ?? name;
    },
    [language, ofPlaces, ofGoods],
  );
}

/** Whether a good is money. */
export function isCurrency(goods: Rows | undefined, good: string): boolean {
  const at = goods?.columns.findIndex((each) => each.name === "kind") ?? -1;
  return goods?.rows.find((row) => row[0] === good)?.[at] === "currency";
}

const REST = 500;

/** What stands still for half a second. */
export function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const end = setTimeout(() => {
      setRested(value);
    }, REST);
    return () => {
      clearTimeout(end);
    };
  }, [value]);
  return rested;
}

/** What a scenario would do, change by change, and what is wrong with it; null: nothing is tried. */
export function useTrial(project: string, economy: string, scenario: Scenario | null) {
  const said = useRested(scenario ? JSON.stringify(scenario) : "");
  return useQuery({
    queryKey: [...keys.economy(project, economy), "trial", said],
    queryFn: () => {
      const body = JSON.parse(said) as Scenario;
      const path = { project, economy, name: body.name };
      return read(
        api.POST("/api/v1/projects/{project}/economies/{economy}/scenarios/{name}/try", {
          params: { path },
          body,
        }),
      );
    },
    enabled: said !== "",
    placeholderData: (before) => before,
    retry: false,
    staleTime: 60_000,
  });
}
