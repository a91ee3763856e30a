// The boundaries of an economy's places: those that ship, those that people added, countries of the world.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, raw, read } from "../api/client";
import { keys } from "../api/queries";
import type { Attachment } from "../api/types";
import type { Picture } from "../plan/picture";
import { BARE, type Boundaries, boundariesIn, type Ground, groundOf } from "./ground";

type Places = Picture["places"];

const COUNTRIES = "ISO 3166-1 alpha-3";

/** The key of the boundaries that people added to an economy. */
export function boundariesKey(project: string, economy: string) {
  return [...keys.economy(project, economy), "boundaries"] as const;
}

/** The ground of an economy's map; bare until boundaries are read, and where there are none. */
export function useGround(project: string, economy: string, version: number | null, places: Places): Ground {
  const isKnown = economy !== "";
  const added = useQuery({
    queryKey: boundariesKey(project, economy),
    queryFn: () => addedBoundaries(project, economy),
    enabled: isKnown,
    staleTime: 5 * 60_000,
  });
  const shipped = useQuery({
    queryKey: [...keys.economy(project, economy), "shapes", version],
    queryFn: () => shippedBoundaries(project, economy, version),
    enabled: isKnown,
    staleTime: Infinity,
  });
  const world = useQuery({
    queryKey: ["world"],
    queryFn: worldBoundaries,
    enabled: places.some((place) => place.code_system === COUNTRIES),
    staleTime: Infinity,
  });
  return useMemo(() => {
    const collections = [...(added.data ?? []), ...(shipped.data ?? []), ...(world.data ?? [])];
    return collections.length > 0 ? groundOf(collections, places) : BARE;
  }, [added.data, shipped.data, world.data, places]);
}

async function shippedBoundaries(
  project: string,
  economy: string,
  version: number | null,
): Promise<Boundaries[]> {
  const query = version === null ? "" : `?version=${String(version)}`;
  const answer = await raw(`/projects/${project}/economies/${economy}/shapes${query}`);
  const found = boundariesIn(await answer.json(), "");
  return found ? [found] : [];
}

async function addedBoundaries(project: string, economy: string): Promise<Boundaries[]> {
  const answer = api.GET("/api/v1/projects/{project}/attachments", {
    params: { path: { project }, query: { about: `economies/${economy}`, limit: 1000 } },
  });
  const files = (await read(answer)).items.filter(isGeojson);
  const found = await Promise.all(files.map((file) => boundariesOf(project, file)));
  return found.filter((each) => each !== null);
}

function isGeojson(file: Attachment): boolean {
  return /\.geojson$/i.test(file.name);
}

async function boundariesOf(project: string, file: Attachment): Promise<Boundaries | null> {
  const answer = await raw(`/projects/${project}/attachments/${file.id}`);
  const text: unknown = await answer.json().catch(() => null); // a file by that name may hold anything
  return boundariesIn(text, file.name);
}

/** Countries, each with its code of three letters as a property. */
async function worldBoundaries(): Promise<Boundaries[]> {
  const [{ feature }, { default: world }, { default: numbers }] = await Promise.all([
    import("topojson-client"),
    import("world-atlas/countries-110m.json"),
    import("./countries.json"),
  ]);
  const codes = new Map(Object.entries(numbers).map(([code, number]) => [number, code]));
  const topology = world as unknown as Parameters<typeof feature>[0];
  const countries = topology.objects.countries;
  if (!countries) return [];
  const drawn = feature(topology, countries);
  const each = drawn.type === "FeatureCollection" ? drawn.features : [drawn];
  const coded = each.map((country) => ({
    ...country,
    properties: { ...country.properties, code: codes.get(String(country.id)) ?? "" },
  }));
  const found = boundariesIn(
    { type: "FeatureCollection", features: coded },
    "Natural Earth 1:110m, public domain, by way of npm world-atlas",
  );
  return found ? [found] : [];
}
