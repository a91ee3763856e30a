// What became of each version: it holds, it lies before what holds, or it was undone.
import type { Version } from "../api/types";

export type Standing = "holds" | "before" | "undone";

/** How each version stands, by number: what the one that holds was made from lies before it. */
export function standing(versions: readonly Version[], now: number): ReadonlyMap<number, Standing> {
  const byNumber = new Map(versions.map((version) => [version.number, version]));
  const stands = new Map<number, Standing>(versions.map((version) => [version.number, "undone"]));
  let at: number | null = now;
  while (at !== null && byNumber.has(at)) {
    stands.set(at, at === now ? "holds" : "before");
    at = byNumber.get(at)?.parent ?? null;
  }
  return stands;
}
