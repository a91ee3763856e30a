// What is told of a place or a route of a map, in words: for names, tips and lists.
import type { TFunction } from "i18next";
import { day, number, percent } from "../language/format";
import { isolated } from "../language/isolated";
import { at } from "../plan/columns";
import type { CoverageByPlace, Flowing, Picture, Scene } from "../plan/picture";
import { titleOf } from "./names";

type Closed = Picture["closed"][number];

/** What is shown of a plan on its map. */
export interface Shown {
  readonly scene: Scene;
  readonly coverage: CoverageByPlace;
  readonly flowing: Flowing;
  readonly closed: readonly Closed[];
}

/** What a place gets, who is short there, and what is closed. */
export function placeWords(t: TFunction, { scene, coverage, closed }: Shown, place: number): string[] {
  const shut = closed
    .filter((each) => each.kind === "place" && each.position === place)
    .map((each) => closedWords(t, each));
  const mean = at(coverage.mean, place);
  if (Number.isNaN(mean)) return [t("map:nobody"), ...shut];
  const [people, short] = [at(coverage.people, place), at(coverage.short, place)];
  const words = [t("map:covered", { share: isolated(percent(mean)) })];
  if (short > 0)
    words.push(
      t("map:short", {
        count: Math.round(short),
        short: isolated(number(Math.round(short))),
        people: isolated(number(Math.round(people))),
      }),
    );
  else
    words.push(
      t("map:allCovered", { count: Math.round(people), people: isolated(number(Math.round(people))) }),
    );
  const worst = worstWords(t, scene, at(coverage.worst, place));
  return [...words, ...(short > 0 && worst ? [worst] : []), ...shut];
}

function worstWords(t: TFunction, { picture, cells }: Scene, cell: number): string {
  if (cell < 0) return "";
  const need = picture.needs[at(cells.need, cell)];
  return t("map:worst", {
    good: isolated(titleOf(need && picture.goods[need.good])),
    group: isolated(titleOf(picture.groups[at(cells.group, cell)])),
    share: isolated(percent(at(cells.coverage, cell))),
  });
}

/** Between which places a route goes, by name. */
export function endsOf({ picture }: Scene, route: number): { from: string; to: string } {
  const found = picture.routes[route];
  return {
    from: titleOf(found && picture.places[found.from_place]),
    to: titleOf(found && picture.places[found.to_place]),
  };
}

/** What a route carries each way, and whether it is closed. */
export function routeWords(t: TFunction, { scene, flowing, closed }: Shown, route: number): string[] {
  const { from, to } = endsOf(scene, route);
  const { unit } = flowing;
  const way = (amount: number, target: string) =>
    amount > 0
      ? [t("map:carries", { amount: isolated(`${number(amount)} ${unit}`), to: isolated(target) })]
      : [];
  const carried = [...way(at(flowing.forth, route), to), ...way(at(flowing.back, route), from)];
  if (carried.length === 0 && at(flowing.unweighed, route) === 0) carried.push(t("map:idle"));
  if (at(flowing.unweighed, route) === 1) carried.push(t("map:unweighed"));
  const shut = closed.filter((each) => each.kind === "route" && each.position === route);
  return [...carried, ...shut.map((each) => closedWords(t, each))];
}

/** That something is closed: from when till when, why, and who says so. */
export function closedWords(t: TFunction, closed: Closed): string {
  const { start, until, because, claimed_by: by } = closed;
  const when =
    start && until
      ? t("map:closedFromUntil", { start: isolated(day(start)), until: isolated(day(until)) })
      : start
        ? t("map:closedFrom", { start: isolated(day(start)) })
        : until
          ? t("map:closedUntil", { until: isolated(day(until)) })
          : t("map:closed");
  return [
    when,
    because ? t("map:because", { because: isolated(because) }) : "",
    by ? t("map:says", { by: isolated(by) }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}
