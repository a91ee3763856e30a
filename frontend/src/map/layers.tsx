// The layers of a map: areas, routes, circles, marks of what is closed, names.
import { memo } from "react";
import { colour, inkOn, type Shade } from "../ui/coverage";
import css from "./map.module.css";
import { hatching } from "./Patterns";
import type { Label } from "./labels";
import { LINE } from "./labels";
import type { Point } from "./lines";
import type { RouteDrawn, Thing } from "./drawing";

/** What every thing on a map has: its id, its words, and whether it is selected or reached by Tab. */
export interface Told {
  readonly id: string;
  readonly words: string;
  readonly isSelected: boolean;
  readonly isStop: boolean;
}

/** The id of a thing, as it stands in `data-thing`. */
export function idOf({ kind, at }: Thing): string {
  return `${kind}-${String(at)}`;
}

/** The thing of an id; null for anything else. */
export function thingOf(id: string | undefined): Thing | null {
  const [kind, at] = (id ?? "").split("-");
  return (kind === "place" || kind === "route") && at ? { kind, at: Number(at) } : null;
}

function attributes({ id, words, isSelected, isStop }: Told) {
  return {
    "data-thing": id,
    role: "button",
    tabIndex: isStop ? 0 : -1,
    "aria-label": words,
    "aria-pressed": isSelected,
    className: `${css.thing ?? ""} ${isSelected ? (css.selected ?? "") : ""}`,
  };
}

/** A boundary that is no place of the plan. */
export const Elsewhere = memo(function Elsewhere({ outline }: { outline: string }) {
  return <path d={outline} className={css.elsewhere} />;
});

interface Shaded {
  shade: Shade;
  fill?: string | undefined;
  patterns: string;
}

/** A place by its boundary. */
export const AreaShape = memo(function AreaShape({
  outline,
  shade,
  fill,
  patterns,
  ...told
}: { outline: string } & Shaded & Told) {
  const hatch = fill ? null : hatching(patterns, shade);
  return (
    <g {...attributes(told)}>
      <path
        d={outline}
        className={css.area}
        style={{ fill: fill ?? colour(shade, true) }}
        data-shade={shade}
      />
      {hatch && <path d={outline} fill={hatch} pointerEvents="none" />}
      <path d={outline} className={css.edge} />
    </g>
  );
});

/** A place without a boundary, as a circle; a small square where nobody has needs. */
export const Circle = memo(function Circle({
  x,
  y,
  radius,
  isEmpty,
  shade,
  fill,
  patterns,
  ...told
}: { x: number; y: number; radius: number; isEmpty: boolean } & Shaded & Told) {
  const hatch = fill ? null : hatching(patterns, shade);
  if (isEmpty)
    return (
      <g {...attributes(told)}>
        <circle cx={x} cy={y} r={12} className={css.reach} />
        <rect x={x - 4} y={y - 4} width={8} height={8} className={css.nobody} />
      </g>
    );
  return (
    <g {...attributes(told)}>
      <circle cx={x} cy={y} r={Math.max(radius, 12)} className={css.reach} />
      <circle cx={x} cy={y} r={radius} className={css.circle} style={{ fill: fill ?? colour(shade) }} />
      {hatch && <circle cx={x} cy={y} r={radius} fill={hatch} pointerEvents="none" />}
    </g>
  );
});

/** A route: a line for each way that carries anything, with its direction; thin and dashed where none does. */
export const RouteLine = memo(function RouteLine({
  drawn,
  isShut,
  ...told
}: { drawn: RouteDrawn; isShut: boolean } & Told) {
  const { lines, idle, middle } = drawn;
  return (
    <g {...attributes(told)}>
      {[...lines.map(({ line }) => line.path), ...(idle ? [idle] : [])].map((path) => (
        <path key={path} d={path} className={css.reachLine} />
      ))}
      {idle && <path d={idle} className={css.idle} />}
      {lines.map(({ line, width }) => (
        <g key={line.path}>
          <path d={line.path} className={css.roadEdge} style={{ strokeWidth: width + 2.5 }} />
          <path d={line.path} className={css.road} style={{ strokeWidth: width }} />
          <path d={line.head} className={css.head} />
        </g>
      ))}
      {isShut && <Cross at={middle} />}
    </g>
  );
});

/** That something is closed. */
export function Cross({ at: [x, y] }: { at: Point }) {
  const arms = `M${String(x - 6)} ${String(y - 6)}l12 12m0 -12l-12 12`;
  return (
    <g className={css.cross}>
      <path d={arms} className={css.crossEdge} />
      <path d={arms} className={css.crossInk} />
    </g>
  );
}

/** The names of places, with a figure under each. */
export const Names = memo(function Names({
  labels,
  value,
  onArea,
}: {
  labels: readonly Label[];
  value: (place: number) => string;
  onArea: (place: number) => Shade | null;
}) {
  return (
    <g className={css.labels} aria-hidden>
      {labels.map(({ id, name, x, y }) => {
        const shade = onArea(id);
        const figure = value(id);
        const isLight = shade !== null && inkOn(shade) === "var(--on-dark)";
        const top = y - (figure ? LINE / 2 : 0);
        return (
          <g key={id} className={isLight ? css.onDark : shade && shade !== "full" ? css.onLight : undefined}>
            <text x={x} y={top} className={css.name}>
              {name}
            </text>
            {figure && (
              <text x={x} y={top + LINE}>
                {figure}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
});
