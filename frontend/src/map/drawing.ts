// What is drawn on a map and where: outlines of areas, points of places, lines of routes, in pixels.
import { geoMercator, geoNaturalEarth1, geoPath, type GeoPath, type GeoProjection } from "d3-geo";
import type { Polygon } from "geojson";
import { at } from "../plan/columns";
import type { CoverageByPlace, Flowing, Picture, Scene } from "../plan/picture";
import type { Area, Ground } from "./ground";
import { type Line, lineBetween, type Point, widthOf } from "./lines";

/** A place or a route, by its position. */
export interface Thing {
  readonly kind: "place" | "route";
  readonly at: number;
}

/** The ground of a map of a size, unzoomed: outlines as SVG paths, and the point of each place. */
export interface Base {
  readonly width: number;
  readonly height: number;
  readonly areas: ReadonlyMap<number, string>;
  readonly others: readonly string[];
  readonly points: readonly (Point | null)[];
  /** Places that neither have coordinates nor a boundary. */
  readonly missing: readonly number[];
}

const MARGIN = 28;
const BARE_MARGIN = 72; // circles and names need room that areas bring along
const WORLD = 120; // degrees from which a map is drawn as a globe rolled out

/** Lay out the ground of a map of a size. */
export function baseOf(ground: Ground, places: Picture["places"], width: number, height: number): Base {
  const project = projectionOf(ground, places, width, height);
  const path = geoPath(project).digits(2);
  const areas = new Map<number, string>();
  for (const [place, area] of ground.areas) {
    const outline = path(area);
    if (outline) areas.set(place, outline);
  }
  const points = places.map((place, position) => pointOf(place, ground.areas.get(position), project, path));
  return {
    width,
    height,
    areas,
    others: ground.others.map((area) => path(area) ?? "").filter(Boolean),
    points,
    missing: points.flatMap((point, position) => (point ? [] : [position])),
  };
}

function pointOf(
  place: Picture["places"][number],
  area: Area | undefined,
  project: GeoProjection,
  path: GeoPath,
): Point | null {
  if (place.longitude !== null && place.latitude !== null) {
    const point = project([place.longitude, place.latitude]);
    if (point) return point;
  }
  return area ? path.centroid(mainland(area, path)) : null;
}

/** The largest part of an area: a name in the middle of all its islands would stand in the sea. */
function mainland({ geometry }: Area, path: GeoPath): Polygon {
  if (geometry.type === "Polygon") return geometry;
  const parts = geometry.coordinates.map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
  const [first, ...others] = parts;
  return others.reduce(
    (most, part) => (path.area(part) > path.area(most) ? part : most),
    first ?? { type: "Polygon", coordinates: [] },
  );
}

function projectionOf(
  ground: Ground,
  places: Picture["places"],
  width: number,
  height: number,
): GeoProjection {
  const spots = places.flatMap(({ longitude, latitude }) =>
    longitude === null || latitude === null ? [] : [[longitude, latitude] as [number, number]],
  );
  const features = [...ground.areas.values()];
  const margin = features.length > 0 ? MARGIN : Math.min(BARE_MARGIN, width / 6, height / 6);
  const [low = 0, high = 0] = [Math.min(...spots.map(([x]) => x)), Math.max(...spots.map(([x]) => x))];
  const project = high - low > WORLD ? geoNaturalEarth1() : geoMercator();
  if (spots.length + features.length === 0) return project;
  const all = {
    type: "FeatureCollection" as const,
    features: [
      ...features,
      {
        type: "Feature" as const,
        properties: {},
        geometry: { type: "MultiPoint" as const, coordinates: spots },
      },
    ],
  };
  return project.fitExtent(
    [
      [margin, margin],
      [Math.max(width - margin, margin + 1), Math.max(height - margin, margin + 1)],
    ],
    all,
  );
}

/** Radius of a place's circle: its area grows with people. */
export function radiusOf(people: number, most: number): number {
  return most > 0 ? Math.max(5, 16 * Math.sqrt(people / most)) : 5;
}

/** A route as it is drawn: one line for each way that is used, or a thin straight one where none is. */
export interface RouteDrawn {
  readonly route: number;
  readonly lines: readonly { readonly line: Line; readonly width: number }[];
  readonly idle: string | null;
  readonly middle: Point;
}

/** Routes between places that have a point; points zoomed by `k`. */
export function routesDrawn(
  scene: Scene,
  base: Base,
  flowing: Flowing,
  k: number,
  most: number,
): RouteDrawn[] {
  // In the order of the plan: what changes with time must not change places on the page.
  return scene.picture.routes.flatMap((route, position): RouteDrawn[] => {
    const [from, to] = [zoomedPoint(base, route.from_place, k), zoomedPoint(base, route.to_place, k)];
    if (!from || !to || route.from_place === route.to_place) return [];
    const ways = [
      { amount: at(flowing.forth, position), ends: [from, to] as const },
      { amount: at(flowing.back, position), ends: [to, from] as const },
    ].filter(({ amount }) => amount > 0);
    const lines = ways.map(({ amount, ends: [start, end] }) => {
      const width = widthOf(amount, most);
      return { line: lineBetween(start, end, width), width };
    });
    const straight = lineBetween(from, to, 1, 0);
    return [
      {
        route: position,
        lines,
        idle: lines.length === 0 ? straight.path : null,
        middle: lines[0]?.line.middle ?? straight.middle,
      },
    ];
  });
}

/** The point of a place on a map zoomed by `k`. */
export function zoomedPoint(base: Base, place: number, k: number): Point | null {
  const point = base.points[place];
  return point ? [point[0] * k, point[1] * k] : null;
}

/** Whether anybody at a place has needs that are asked about. */
export function isNeedy(coverage: CoverageByPlace, place: number): boolean {
  return !Number.isNaN(at(coverage.mean, place));
}
