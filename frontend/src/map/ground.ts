// The ground of a map: which boundary belongs to which place.
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import type { Picture } from "../plan/picture";

export type Area = Feature<Polygon | MultiPolygon>;
type Place = Picture["places"][number];

/** Boundaries by the position of their place, those that belong to no place, and where they are from. */
export interface Ground {
  readonly areas: ReadonlyMap<number, Area>;
  readonly others: readonly Area[];
  readonly sources: readonly string[];
}

export const BARE: Ground = { areas: new Map(), others: [], sources: [] };

/** A collection of boundaries and where it is from. */
export interface Boundaries {
  readonly features: readonly Area[];
  readonly source: string;
}

/** What is drawn of GeoJSON text: its areas, rings turned as d3 reads them; null where it is no GeoJSON. */
export function boundariesIn(read: unknown, source: string): Boundaries | null {
  if (typeof read !== "object" || read === null || !("type" in read)) return null;
  const collection = read as FeatureCollection | Feature;
  const features = collection.type === "FeatureCollection" ? collection.features : [collection];
  if (!Array.isArray(features)) return null;
  const areas = features.filter(isArea).map(turned);
  const said = "source" in collection && typeof collection.source === "string" ? collection.source : source;
  return areas.length > 0 ? { features: areas, source: said } : null;
}

function isArea(feature: Feature): feature is Area {
  const kind = (feature as Feature | null)?.geometry?.type;
  return kind === "Polygon" || kind === "MultiPolygon";
}

/** An area whose outer rings run clockwise; d3 takes others for all the globe but the area. */
function turned(area: Area): Area {
  const { geometry } = area;
  const polygon = (rings: Position[][]) =>
    rings.map((ring, at) => (signedArea(ring) > 0 === (at === 0) ? [...ring].reverse() : ring));
  const fresh: Polygon | MultiPolygon =
    geometry.type === "Polygon"
      ? { type: "Polygon", coordinates: polygon(geometry.coordinates) }
      : { type: "MultiPolygon", coordinates: geometry.coordinates.map(polygon) };
  return { type: "Feature", properties: area.properties ?? {}, geometry: fresh };
}

/** Twice the area within a ring in degrees; above 0 where it runs counter-clockwise. */
export function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  ring.forEach(([x = 0, y = 0], at) => {
    const [nextX = 0, nextY = 0] = ring[(at + 1) % ring.length] ?? [];
    sum += x * nextY - nextX * y;
  });
  return sum;
}

const plain = (text: unknown) =>
  String(text)
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .trim()
    .toLowerCase();

/** What a place may be called in a file of boundaries: its code first, then its names. */
function callings(place: Place): string[] {
  return [place.code, place.name, ...Object.values(place.titles)].filter(Boolean).map(plain);
}

/** Find the boundary of each place; any property may hold its code or name. Earlier collections go first. */
export function groundOf(collections: readonly Boundaries[], places: readonly Place[]): Ground {
  const wanted = new Map<string, number>();
  places.forEach((place, position) => {
    for (const calling of callings(place)) if (!wanted.has(calling)) wanted.set(calling, position);
  });
  const areas = new Map<number, Area>();
  const others: Area[] = [];
  const sources: string[] = [];
  for (const { features, source } of collections) {
    const before = areas.size;
    const left: Area[] = [];
    for (const area of features) {
      const position = placeOf(area, wanted);
      if (position === null || areas.has(position)) left.push(area);
      else areas.set(position, area);
    }
    if (areas.size === before) continue; // a collection of somewhere else says nothing here
    others.push(...left.filter((area) => placeOf(area, wanted) === null));
    sources.push(source);
  }
  return { areas, others, sources };
}

function placeOf(area: Area, wanted: ReadonlyMap<string, number>): number | null {
  for (const value of Object.values(area.properties ?? {})) {
    if (typeof value !== "string" && typeof value !== "number") continue;
    const position = wanted.get(plain(value));
    if (position !== undefined) return position;
  }
  return null;
}
