// All that a map draws at one zoom: shapes, names, and where things are for the arrow keys.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { percent } from "../language/format";
import { shownShare } from "../plan/coverage";
import type { CoverageByPlace, Picture } from "../plan/picture";
import { colour, shade, type Shade } from "../ui/coverage";
import { type CirclePainted, type Painting, struck } from "./canvas";
import { type Base, baseOf, isNeedy, radiusOf, type RouteDrawn, routesDrawn, zoomedPoint } from "./drawing";
import { type Label, placed } from "./labels";
import type { Point } from "./lines";
import { titleOf } from "./names";
import type { Spot } from "./nearest";
import type { PlanMapProps } from "./PlanMap";
import type { Size } from "./useSize";
import type { View } from "./view";
import type { Shown } from "./words";

type Places = Picture["places"];

/** How places are coloured and told; a fill of its own goes before that of the shade. */
export interface Look {
  readonly shade: (place: number) => Shade;
  readonly fill?: (place: number) => string;
  readonly value: (place: number) => string;
  readonly words?: (place: number) => string[];
}

/** What is drawn, laid out at a zoom. */
export interface Sheet {
  readonly base: Base;
  readonly k: number;
  readonly routes: readonly RouteDrawn[];
  readonly circles: readonly CirclePainted[];
  readonly labels: readonly Label[];
  readonly shutRoutes: ReadonlySet<number>;
  readonly shutPlaces: readonly { readonly place: number; readonly point: Point }[];
  readonly spots: readonly Spot[];
  readonly nShapes: number;
  readonly isEmpty: (place: number) => boolean;
  readonly painting: Painting;
  readonly struck: (view: View, x: number, y: number) => string | null;
}

/** The look of a map: the one that was given, else coverage. */
export function useLook({ look, coverage }: PlanMapProps): Look {
  return useMemo(() => look ?? lookOf(coverage), [look, coverage]);
}

function lookOf(coverage: CoverageByPlace): Look {
  return {
    shade: (place) => shade(shownShare(coverage, place)),
    value: (place) => {
      const share = shownShare(coverage, place);
      return share === null ? "" : percent(share);
    },
  };
}

/** Lay out a map of a size at a zoom; null before there is a size. */
export function useSheet(props: PlanMapProps, size: Size | null, k: number, look: Look): Sheet | null {
  const { scene, ground, flowing, coverage, closed, most = flowing.most } = props;
  const places = scene.picture.places;
  const base = useMemo(
    () => (size ? baseOf(ground, places, size.width, size.height) : null),
    [ground, places, size],
  );
  const circles = useMemo(() => (base ? circlesOf(base, places, k) : []), [base, places, k]);
  const labels = useLabels(base, places, circles, k);
  const routes = useMemo(
    () => (base ? routesDrawn(scene, base, flowing, k, most) : []),
    [scene, base, flowing, k, most],
  );
  return useMemo(
    () => base && sheetOf({ base, k, circles, labels, routes, look }, { scene, coverage, flowing, closed }),
    [base, k, circles, labels, routes, look, scene, coverage, flowing, closed],
  );
}

interface Laid {
  base: Base;
  k: number;
  circles: readonly CirclePainted[];
  labels: readonly Label[];
  routes: readonly RouteDrawn[];
  look: Look;
}

function sheetOf({ look, ...laid }: Laid, { scene, coverage, closed }: Shown): Sheet {
  const { base, k, circles, routes } = laid;
  const shut = (kind: "route" | "place") =>
    new Set(closed.flatMap((each) => (each.kind === kind ? (each.position ?? []) : [])));
  const shutRoutes = shut("route");
  const painting: Painting = {
    base,
    k,
    routes,
    circles,
    isShut: (route) => shutRoutes.has(route),
    fill: (place) => look.fill?.(place) ?? colour(look.shade(place), base.areas.has(place)),
  };
  return {
    ...laid,
    shutRoutes,
    shutPlaces: [...shut("place")].flatMap((place) => {
      const point = zoomedPoint(base, place, k);
      return point ? [{ place, point }] : [];
    }),
    spots: spotsOf(base, k, routes, scene.picture.places),
    nShapes: base.areas.size + base.others.length + circles.length + routes.length,
    isEmpty: (place) => !isNeedy(coverage, place),
    painting,
    struck: (view, x, y) => struck(painting, view, x, y),
  };
}

/** Places without a boundary, the largest first, so that small ones lie on top. */
function circlesOf(base: Base, places: Places, k: number): CirclePainted[] {
  const most = Math.max(0, ...places.map((place) => place.people));
  const circles = places.flatMap(({ people }, place): CirclePainted[] => {
    const point = base.areas.has(place) ? null : zoomedPoint(base, place, k);
    return point ? [{ place, point, radius: radiusOf(people, most) }] : [];
  });
  return circles.sort((one, other) => other.radius - one.radius || one.place - other.place);
}

/** Names of places where there is room for them and a figure; they stay where they are as figures change. */
function useLabels(base: Base | null, places: Places, circles: readonly CirclePainted[], k: number): Label[] {
  const { i18n } = useTranslation();
  const language = i18n.language;
  return useMemo(() => {
    if (!base) return [];
    const radius = new Map(circles.map((circle) => [circle.place, circle.radius]));
    const wishes = places.flatMap((place, id) => {
      const point = zoomedPoint(base, id, k);
      if (!point) return [];
      const away = base.areas.has(id) ? 0 : (radius.get(id) ?? 5) + 2;
      const [x, y] = point;
      return [{ id, name: titleOf(place), value: percent(1), x, y, away, weight: place.people }];
    });
    return placed(wishes, base.width * k, base.height * k);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- names change with the language
  }, [base, places, circles, k, language]);
}

/** Places by people, then routes: where the arrow keys can go. */
function spotsOf(base: Base, k: number, routes: readonly RouteDrawn[], places: Places): Spot[] {
  const people = (place: number) => places[place]?.people ?? 0;
  const found = places.flatMap((_, place) => {
    const point = zoomedPoint(base, place, k);
    return point ? [{ id: `place-${String(place)}`, place, x: point[0], y: point[1] }] : [];
  });
  found.sort((one, other) => people(other.place) - people(one.place) || one.place - other.place);
  return [
    ...found,
    ...routes.map(({ route, middle }) => ({ id: `route-${String(route)}`, x: middle[0], y: middle[1] })),
  ];
}
