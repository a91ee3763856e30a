// The map of what changes from the first plan to another: coverage place by place, in points of percent.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { percent } from "../language/format";
import { PlanMap, type PlanMapProps } from "../map/PlanMap";
import type { Look } from "../map/sheet";
import { letter } from "./choosing";
import css from "./compare.module.css";
import type { Choice, Joint } from "./joint";
import { pointsWords } from "./plans";
import { changeByPlace } from "./standing";
import type { Shown } from "./useCompareQuery";
import { changeColour, flowChange, type MapShown, points, strength } from "./views";

interface ChangeMapProps extends Pick<PlanMapProps, "ground" | "transform" | "onTransform"> {
  joint: Joint;
  shown: Shown;
  before: MapShown | undefined;
  after: MapShown | undefined;
  select: (map: MapShown) => Pick<PlanMapProps, "selected" | "onSelect">;
}

/** Where coverage rises and falls, where more goes, and where less. */
export function ChangeMap(props: ChangeMapProps) {
  const { joint, shown, before, after, select, ground, transform, onTransform } = props;
  const { t } = useTranslation("compare");
  const look = useChangeLook(joint, shown, shown.other, after);
  const flows = useMemo(
    () =>
      before && after ? { more: flowChange(before, after, 1), less: flowChange(before, after, -1) } : null,
    [before, after],
  );
  if (!after || !flows) return null;
  const pair = { letter: letter(shown.other), base: letter(0) };
  const most = Math.max(flows.more.most, flows.less.most);
  const shared = { ...after, closed: [], ground, transform, onTransform, look, most, ...select(after) };
  return (
    <div className={css.change}>
      <div className={css.changeHead}>
        <h3>{t("maps.change", pair)}</h3>
      </div>
      <p className={css.soft}>{t("maps.changeNote", pair)}</p>
      <div className={css.maps} data-many={2}>
        {(["more", "less"] as const).map((way) => (
          <figure key={way} className={css.map}>
            <figcaption className={css.mapHead}>{t(`maps.${way}`, pair)}</figcaption>
            <PlanMap {...shared} flowing={flows[way]} label={t(`maps.${way}Label`, pair)} />
          </figure>
        ))}
      </div>
      <ChangeLegend />
    </div>
  );
}

/** Colours and words of places by the change of their coverage. */
function useChangeLook(joint: Joint, choice: Choice, other: number, after: MapShown | undefined): Look {
  const { t, i18n } = useTranslation("compare");
  const language = i18n.language;
  return useMemo(() => {
    const change = changeByPlace(joint, choice, other);
    const of = (place: number) => change.get(after?.scene.picture.places[place]?.name ?? "") ?? NaN;
    return {
      shade: (place) => (strength(of(place)) === 3 ? "s1" : Number.isNaN(of(place)) ? "none" : "full"),
      fill: (place) => changeColour(of(place)),
      value: (place) => (Number.isNaN(of(place)) ? "" : of(place) === 0 ? "=" : points(of(place))),
      words: (place) => {
        const now = after?.coverage.mean[place] ?? NaN;
        if (Number.isNaN(of(place)) || Number.isNaN(now)) return [t("map:nobody")];
        return [
          t("maps.beforeNow", { before: percent(now - of(place)), now: percent(now) }),
          pointsWords(t, of(place)),
        ];
      },
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- words are those of the language
  }, [joint, choice, other, after, t, language]);
}

const SWATCHES = [-0.3, -0.1, -0.01, 0, 0.01, 0.1, 0.3];

function ChangeLegend() {
  const { t } = useTranslation("compare");
  return (
    <ul className={css.legend} aria-label={t("maps.legend")}>
      <li>{t("maps.legend")}</li>
      {SWATCHES.map((change) => (
        <li key={change}>
          <i className={css.swatch} style={{ background: changeColour(change) }} />
          <bdi>{t(`maps.step.${String(Math.sign(change) * strength(change))}`)}</bdi>
        </li>
      ))}
    </ul>
  );
}
