// A small map for each rule: coverage of a tier place by place, all on one scale and in one view.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Result } from "../api/types";
import type { Thing } from "../map/drawing";
import { PlanMap } from "../map/PlanMap";
import { useGround } from "../map/useGround";
import { type View, WHOLE } from "../map/view";
import { coverageByPlace, EVERYTHING, flowsAlong, type Picture } from "../plan/picture";
import { Legend } from "../ui/Legend";
import css from "./compare.module.css";
import { ruleWords } from "./plans";
import { type Ruled, ruleScene } from "./ruling";

interface RuleMapsProps {
  project: string;
  result: Result;
  ruled: Ruled;
  tier: number;
  places: Picture["places"];
}

/** Maps of the rules beside each other. */
export function RuleMaps({ project, result, ruled, tier, places }: RuleMapsProps) {
  const { t } = useTranslation("compare");
  const ground = useGround(project, result.economy ?? "", result.version, places);
  const [view, setView] = useState<View>(WHOLE);
  const [selected, setSelected] = useState<Thing | null>(null);
  const maps = useMemo(
    () =>
      Object.keys(ruled.plans).map((rule) => {
        const scene = ruleScene(ruled, rule, places);
        const coverage = coverageByPlace(scene, { ...EVERYTHING, tier });
        return { rule, scene, coverage, flowing: flowsAlong(scene, null, null), closed: [] };
      }),
    [ruled, places, tier],
  );
  return (
    <>
      <div className={css.maps} data-many={maps.length}>
        {maps.map(({ rule, ...shown }) => (
          <figure key={rule} className={css.map}>
            <figcaption className={css.mapHead}>{ruleWords(t, rule)}</figcaption>
            <PlanMap
              {...shown}
              ground={ground}
              transform={view}
              onTransform={setView}
              selected={selected}
              onSelect={setSelected}
              label={t("rules.maps.label", { rule: ruleWords(t, rule), tier })}
            />
          </figure>
        ))}
      </div>
      <Legend area={ground.areas.size > 0} />
    </>
  );
}
