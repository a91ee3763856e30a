// What sectors and regions are called for people; the small ones together have no name of their own.
import { useTranslation } from "react-i18next";
import { titleOf } from "../map/names";
import type { Region, Sector } from "./useIndustry";

/** Names of sectors or regions, by position; the words for the rest are those of `rest`. */
export function useNames(things: readonly (Sector | Region)[], rest: "sectors" | "regions"): string[] {
  const { t } = useTranslation("industry");
  return things.map((thing) =>
    thing.name === "" && thing.members > 1
      ? t(`rest.${rest}`, { count: thing.members })
      : titleOf(thing) || thing.name,
  );
}
