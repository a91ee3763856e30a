// The names for people of an economy's places and goods, where a result tells of them by their plain names.
import { useMemo } from "react";
import type { Result } from "../api/types";
import { spoken } from "../language";
import { titlesIn } from "./ruling";
import { useEconomyTable } from "./useRules";

/** Names for people, by the names of tables; a name that is not known stays as it is. */
export interface Named {
  readonly place: (name: string) => string;
  readonly good: (name: string) => string;
}

/** The names of the economy that a result is about. */
export function useNames(project: string, result: Result): Named {
  const economy = result.economy ?? "";
  const places = useEconomyTable(project, economy, result.version, "places").data;
  const goods = useEconomyTable(project, economy, result.version, "goods").data;
  const language = spoken();
  return useMemo(() => {
    const said = (rows: typeof places) => {
      const titles = titlesIn(rows);
      return (name: string) => titles.get(name)?.[language] ?? titles.get(name)?.en ?? name;
    };
    return { place: said(places), good: said(goods) };
  }, [places, goods, language]);
}
