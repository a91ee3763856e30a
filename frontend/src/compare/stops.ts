// What the stops on the way of a good are called.
import type { TFunction } from "i18next";
import { spoken } from "../language";
import type { Stop } from "./sankey";

/** A stop for people: a place by its name, a source or an end by its kind and what it is. */
export function stopWords(t: TFunction, { kind, name, titles }: Stop): string {
  const title = titles[spoken()] || titles.en || name;
  if (kind === "place") return title || t("compare:sankey.pool");
  if (kind === "other") return t(`compare:sankey.other.${name}`);
  const what = t(`compare:sankey.kinds.${kind.replace(" ", "_")}`);
  return title ? t("compare:sankey.named", { what, name: title }) : what;
}

/** The series colour of a stop: sources, places, what reaches people, all that becomes of the rest. */
export function stopTone({ kind, name }: Stop): "source" | "place" | "people" | "rest" {
  if (["stock", "arriving", "supply", "made"].includes(kind) || (kind === "other" && name === "sources"))
    return "source";
  if (kind === "place" || (kind === "other" && name === "places")) return "place";
  return kind === "eaten" ? "people" : "rest";
}
