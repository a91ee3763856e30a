// The map of the plan's screen with its legend, and the way to add boundaries.
import { useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useProject } from "../api/queries";
import type { Result } from "../api/types";
import { AddBoundaries } from "../map/AddBoundaries";
import type { Thing } from "../map/drawing";
import { MapLegend } from "../map/MapLegend";
import { titleOf } from "../map/names";
import { PlanMap } from "../map/PlanMap";
import { useGround } from "../map/useGround";
import { EmptyState } from "../ui/layout";
import type { View } from "./asked";
import { coverageByPlace } from "./coverage";
import { closedIn, flowsAlong } from "./flows";
import type { Scene } from "./picture";
import { usePeriodTitle } from "./Period";
import css from "./plan.module.css";
import type { Looking } from "./useView";

interface MapPartProps {
  project: string;
  result: Result;
  scene: Scene;
  view: View;
  look: Looking["look"];
}

/** The map, what its marks mean, and what is not on it. */
export function MapPart({ project, result, scene, view, look }: MapPartProps) {
  const { t } = useTranslation("plan");
  const { asked, good, subject } = view;
  const { picture } = scene;
  const ground = useGround(project, result.economy ?? "", result.version, picture.places);
  const role = useProject(project).data?.role;
  const coverage = useMemo(() => coverageByPlace(scene, asked), [scene, asked]);
  const flowing = useMemo(() => flowsAlong(scene, asked.period, good), [scene, asked.period, good]);
  const closed = useMemo(() => closedIn(scene, asked.period), [scene, asked.period]);
  const whole = useMemo(() => widestOf(scene, good), [scene, good]);
  const most = asked.period === null ? flowing.most : whole; // widths keep their meaning while one slides
  const when = usePeriodTitle(picture, useDeferredValue(asked.period));
  const isSeen = ({ longitude, latitude }: (typeof picture.places)[number], at: number) =>
    (longitude !== null && latitude !== null) || ground.areas.has(at);
  const missing = picture.places.filter((place, at) => !isSeen(place, at));
  const circles = picture.places.filter((place, at) => isSeen(place, at) && !ground.areas.has(at));
  const adding = result.economy && (role === "planner" || role === "owner") && (
    <AddBoundaries project={project} economy={result.economy} places={picture.places} />
  );
  if (picture.places.length === missing.length)
    return (
      <EmptyState title={t("map.none")} action={adding}>
        {t("map.noneWords")}
      </EmptyState>
    );
  const selected: Thing | null =
    subject && subject.kind !== "supply" ? { kind: subject.kind, at: subject.at } : null;
  return (
    <figure className={css.mapPart}>
      <PlanMap
        label={t("map.label", { when })}
        {...{ scene, ground, coverage, flowing, closed, most, selected }}
        onSelect={(thing) => {
          look({ subject: thing });
        }}
      />
      <figcaption className={css.mapFoot}>
        <MapLegend
          most={most}
          unit={flowing.unit}
          people={Math.max(0, ...circles.map(({ people }) => people))}
          hasAreas={ground.areas.size > 0}
          hasClosed={closed.some(({ kind }) => kind === "route" || kind === "place")}
          sources={ground.sources}
        />
        {missing.length > 0 && (
          <p className={css.soft}>
            {t("map:missing", { count: missing.length, names: missing.map(titleOf).join(", ") })}
          </p>
        )}
        {adding}
      </figcaption>
    </figure>
  );
}

/** The most that any route carries in any period, one way. */
function widestOf(scene: Scene, good: number | null): number {
  let most = 0;
  for (let period = 0; period < scene.nPeriods; period += 1)
    most = Math.max(most, flowsAlong(scene, period, good).most);
  return most;
}
