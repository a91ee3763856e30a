// Maps of all plans, moved and read together, and the map of what changes.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useResult } from "../api/queries";
import type { Thing } from "../map/drawing";
import { MapLegend } from "../map/MapLegend";
import { PlanMap } from "../map/PlanMap";
import { useGround } from "../map/useGround";
import { type View, WHOLE } from "../map/view";
import { ChangeMap } from "./ChangeMap";
import { letter } from "./choosing";
import css from "./compare.module.css";
import type { Joint } from "./joint";
import { Letter } from "./PlanPicks";
import { PlaceBeside } from "./PlaceBeside";
import { standings } from "./standing";
import { StandingLine } from "./StandingLine";
import type { Named } from "./useComparison";
import type { Shown, useCompareQuery } from "./useCompareQuery";
import { type MapShown, shownOf } from "./views";

interface MapsProps {
  project: string;
  named: readonly Named[];
  names: readonly string[];
  joint: Joint;
  shown: Shown;
  onShow: ReturnType<typeof useCompareQuery>[1];
}

/** Maps with one view and one selection. */
export function Maps(props: MapsProps) {
  const { project, named, names, joint, shown, onShow } = props;
  const { t } = useTranslation("compare");
  const [view, setView] = useState<View>(WHOLE);
  const [seen, setSeen] = useState(0); // the plan that a narrow screen shows
  const first = useResult(project, named[0]?.plan ?? "").data;
  const places = joint.pictures[0]?.places ?? [];
  const ground = useGround(project, first?.economy ?? "", first?.version ?? null, places);
  const maps = useMemo(
    () => joint.scenes.map((_, plan) => shownOf(joint, plan, shown)).filter((each) => each !== null),
    [joint, shown],
  );
  const standing = useMemo(() => standings(joint, shown), [joint, shown]);
  const most = Math.max(0, ...maps.map(({ flowing }) => flowing.most));
  const shared = { ground, transform: view, onTransform: setView, most };
  const select = (map: MapShown) => ({
    selected: selectedIn(map, shown.place),
    onSelect: (thing: Thing | null) => {
      const place = thing?.kind === "place" ? map.scene.picture.places[thing.at]?.name : null;
      onShow({ place: place ?? null });
    },
  });
  return (
    <>
      <Switch names={names} seen={seen} onSee={setSeen} />
      <div className={css.maps} data-seen={seen} data-many={maps.length}>
        {maps.map((map, plan) => (
          <figure key={plan} className={css.map} data-plan={plan}>
            <figcaption className={css.mapHead}>
              <Letter plan={plan} /> <bdi>{names[plan]}</bdi>
              <StandingLine standing={standing[plan]} first={plan > 0 ? standing[0] : undefined} />
            </figcaption>
            <PlanMap
              {...map}
              {...shared}
              {...select(map)}
              label={t("maps.label", { letter: letter(plan), name: names[plan] ?? "" })}
            />
          </figure>
        ))}
      </div>
      <MapLegend
        most={most}
        unit="t"
        people={ground.areas.size > 0 ? 0 : Math.max(0, ...places.map(({ people }) => people))}
        hasAreas={ground.areas.size > 0}
        hasClosed={maps.some(({ closed }) => closed.length > 0)}
        sources={ground.sources}
      />
      <PlaceBeside joint={joint} shown={shown} names={names} />
      <ChangeMap
        {...shared}
        joint={joint}
        shown={shown}
        before={maps[0]}
        after={maps[shown.other]}
        select={select}
      />
    </>
  );
}

/** The place that is selected, as a thing of a plan's map. */
export function selectedIn({ scene }: MapShown, place: string | null): Thing | null {
  const at = scene.picture.places.findIndex(({ name }) => name === place);
  return at < 0 ? null : { kind: "place", at };
}

interface SwitchProps {
  names: readonly string[];
  seen: number;
  onSee: (plan: number) => void;
}

/** Which plan a narrow screen shows; wide ones show all, and no switch. */
function Switch({ names, seen, onSee }: SwitchProps) {
  const { t } = useTranslation("compare");
  return (
    <div className={css.switch}>
      <ToggleButtonGroup
        className={css.toggles ?? ""}
        aria-label={t("maps.switch")}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[String(seen)]}
        onSelectionChange={(keys) => {
          onSee(Number([...keys][0] ?? 0));
        }}
      >
        {names.map((name, plan) => (
          <ToggleButton key={plan} id={String(plan)} className={css.toggle ?? ""} aria-label={name}>
            {letter(plan)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
