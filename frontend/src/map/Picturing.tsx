// A map as SVG: all of its things, or, over a painted one, only those that have the focus or are selected.
import { useId } from "react";
import { AreaShape, Circle, Cross, Elsewhere, Names, RouteLine, type Told } from "./layers";
import { Patterns } from "./Patterns";
import type { Look, Sheet } from "./sheet";
import css from "./map.module.css";
import type { Tell } from "./useTold";
import type { View } from "./view";

interface PicturingProps {
  sheet: Sheet;
  view: View;
  look: Look;
  tell: Tell;
  things: { stop: string | null; selected: string | null };
  isPainted: boolean;
}

/** The things of a map, the names on top. */
export function Picturing({ sheet, view, look, tell, things, isPainted }: PicturingProps) {
  const patterns = useId().replace(/\W/g, "");
  const { base } = sheet;
  const isSeen = (id: string) => !isPainted || id === things.stop || id === things.selected;
  const told = (id: string): Told => {
    const { title, words } = tell(id);
    return {
      id,
      words: [title, ...words].join(". "),
      isSelected: id === things.selected,
      isStop: id === things.stop,
    };
  };
  const placeId = (place: number) => `place-${String(place)}`;
  const shaded = (place: number) => ({
    shade: look.shade(place),
    fill: look.fill?.(place),
    patterns,
  });
  const shift = `translate(${String(view.x * base.width)} ${String(view.y * base.height)})`;
  return (
    <>
      <Patterns of={patterns} k={view.k} />
      <g transform={`${shift} scale(${String(view.k)})`}>
        {!isPainted && base.others.map((outline) => <Elsewhere key={outline} outline={outline} />)}
        {[...base.areas]
          .filter(([place]) => isSeen(placeId(place)))
          .map(([place, outline]) => (
            <AreaShape key={place} outline={outline} {...shaded(place)} {...told(placeId(place))} />
          ))}
      </g>
      <g transform={`${shift} scale(${String(view.k / sheet.k)})`}>
        <Patterns of={`${patterns}c`} />
        {sheet.routes
          .filter(({ route }) => isSeen(`route-${String(route)}`))
          .map((drawn) => (
            <RouteLine
              key={drawn.route}
              drawn={drawn}
              isShut={sheet.shutRoutes.has(drawn.route)}
              {...told(`route-${String(drawn.route)}`)}
            />
          ))}
        {[...base.areas.keys()].map((place) => {
          const point = base.points[place];
          if (!point || isPainted) return null;
          return (
            <circle
              key={place}
              cx={point[0] * sheet.k}
              cy={point[1] * sheet.k}
              r={2.5}
              className={css.anchor}
            />
          );
        })}
        {sheet.circles
          .filter(({ place }) => isSeen(placeId(place)))
          .map(({ place, point, radius }) => (
            <Circle
              key={place}
              x={point[0]}
              y={point[1]}
              radius={radius}
              isEmpty={sheet.isEmpty(place)}
              {...shaded(place)}
              patterns={`${patterns}c`}
              {...told(placeId(place))}
            />
          ))}
        {sheet.shutPlaces.map(({ place, point: [x, y] }) => (
          <Cross key={place} at={[x + 9, y - 9]} />
        ))}
        <Names
          labels={sheet.labels}
          value={look.value}
          onArea={(place) => (base.areas.has(place) ? look.shade(place) : null)}
        />
      </g>
    </>
  );
}
