// A map of the world in which the countries of a list stand out.
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { useMemo } from "react";
import type { Area } from "./countries";
import css from "./industry.module.css";
import { plainNumber } from "./world";

const WIDTH = 900;
const HEIGHT = 440;

interface WorldMapProps {
  areas: readonly Area[];
  regionOf: ReadonlyMap<string, number>;
  label: string;
  shadeOf: (region: number) => string;
  told: (region: number) => string;
}

/** Countries shaded by their region; the table beside says the same in numbers. */
export function WorldMap({ areas, regionOf, label, shadeOf, told }: WorldMapProps) {
  const outlines = useMemo(() => {
    const shown = areas.filter((area) => area.id !== "010"); // Antarctica takes room and makes nothing
    const projection = geoNaturalEarth1().fitExtent(
      [
        [4, 4],
        [WIDTH - 4, HEIGHT - 4],
      ],
      { type: "FeatureCollection", features: [...shown] },
    );
    const path = geoPath(projection).digits(1);
    return shown.map((area) => ({ id: plainNumber(String(area.id ?? "")), d: path(area) ?? "" }));
  }, [areas]);
  return (
    <svg
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      className={css.world}
      role="img"
      aria-label={label}
      direction="ltr"
    >
      {outlines.map(({ id, d }, at) => {
        const region = regionOf.get(id);
        return (
          <path key={`${id} ${String(at)}`} d={d} data-shade={region === undefined ? "out" : shadeOf(region)}>
            {region !== undefined && <title>{told(region)}</title>}
          </path>
        );
      })}
    </svg>
  );
}
