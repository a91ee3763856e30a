// The countries of the world as areas, loaded when they are first drawn.
import type { Feature, Geometry } from "geojson";
import type { GeometryCollection, Topology } from "topojson-specification";

export type Area = Feature<Geometry>;

/** Every country, its `id` the number of ISO 3166-1. */
export async function countries(): Promise<Area[]> {
  const [world, { feature }] = await Promise.all([
    import("world-atlas/countries-110m.json"),
    import("topojson-client"),
  ]);
  const topology = world.default as unknown as Topology<{ countries: GeometryCollection }>;
  return feature(topology, topology.objects.countries).features;
}
