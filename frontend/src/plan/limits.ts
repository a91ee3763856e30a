// What binds, in words.
import type { TFunction } from "i18next";
import { isolated } from "../language/isolated";
import { titleOf } from "../map/names";
import type { Picture } from "./picture";

/** The thing that is used to the full, by its name for people where it has one; of a route also which way. */
export function limitTitle(t: TFunction, picture: Picture, row: number): string {
  const { binding } = picture;
  const kind = binding.kind[row] ?? "";
  const name = binding.name[row] ?? "";
  const lists: Readonly<Record<string, readonly Parameters<typeof titleOf>[0][]>> = {
    supply: picture.supplies,
    purse: picture.supplies,
    activity: picture.activities,
  };
  const position = binding.position[row];
  const listed = position === null || position === undefined ? undefined : lists[kind]?.[position];
  const route = kind === "route" ? picture.routes[position ?? -1] : undefined;
  if (route) {
    const end = picture.places[binding.back[row] ? route.from_place : route.to_place];
    return `${titleOf(route)}, ${t("plan:route.to", { place: isolated(titleOf(end)) })}`;
  }
  if (listed) return titleOf(listed);
  if (kind === "store") return titleOf(picture.goods.find((good) => good.name === name)) || name;
  if (kind === "intake") return titleOf(picture.groups.find((group) => group.name === name)) || name;
  return name;
}

const KINDS: ReadonlySet<string> = new Set([
  "route",
  "supply",
  "activity",
  "store",
  "limit",
  "purse",
  "intake",
  "equipment",
]);

/** The kind of what binds, in words. */
export function limitKind(t: TFunction, kind: string | undefined): string {
  return kind !== undefined && KINDS.has(kind) ? t(`plan:kinds.${kind}`) : (kind ?? "");
}
