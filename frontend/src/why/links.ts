// Where the parts of a sentence lead: a row to its table, a thing to the map.
import { type Asked, paths } from "../app/paths";
import type { Pointer } from "./told";

/** What a sentence is about: a plan of a project, and its economy; blank where that was put away. */
export interface About {
  readonly project: string;
  readonly plan: string;
  readonly economy: string;
}

const ON_THE_MAP: ReadonlySet<string> = new Set(["place", "route", "supply"]);
const KEPT = ["period", "tier", "need", "group"] as const;

/** The address that a part of a sentence leads to; null where there is nothing to see of it. */
export function addressOf(pointer: Pointer, about: About, asked: URLSearchParams): string | null {
  if (pointer.kind === "row") {
    if (pointer.row === null || pointer.row === undefined || !about.economy) return null;
    return paths.data(about.project, about.economy, pointer.table, { row: pointer.row });
  }
  if (!ON_THE_MAP.has(pointer.kind) || !pointer.name) return null;
  const kept: Asked = Object.fromEntries(KEPT.map((name) => [name, asked.get(name)]));
  return paths.plan(about.project, about.plan, { ...kept, [pointer.kind]: pointer.name });
}
