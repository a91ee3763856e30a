// The panel of a place: its people's coverage, its goods, what holds it back.
import { useTranslation } from "react-i18next";
import { placeWords } from "../../map/words";
import { Tabs } from "../../ui/Tabs";
import { coverageByPlace } from "../coverage";
import { closedIn, flowsAlong } from "../flows";
import css from "../plan.module.css";
import { Closings } from "./Closings";
import { Limits } from "./Limits";
import { Movements } from "./Movements";
import { Needs } from "./Needs";
import type { PanelProps } from "./shown";
import { Stocks } from "./Stocks";
import { Worths } from "./Worths";
import { useMemo } from "react";

/** What is to be said of a place. */
export function PlacePanel(props: PanelProps) {
  const { scene, asked, at } = props;
  const { t } = useTranslation("plan");
  const shown = useMemo(
    () => ({
      scene,
      coverage: coverageByPlace(scene, asked),
      flowing: flowsAlong(scene, asked.period, null),
      closed: closedIn(scene, asked.period).filter(({ kind }) => kind !== "place"), // noted below
    }),
    [scene, asked],
  );
  return (
    <>
      <ul className={css.told}>
        {placeWords(t, shown, at).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Closings scene={scene} subject={{ kind: "place", at }} period={asked.period} />
      <Tabs
        label={t("panel.parts")}
        parts={[
          { id: "needs", title: t("panel.needs"), children: <Needs {...props} /> },
          {
            id: "goods",
            title: t("panel.goods"),
            children: (
              <div className={css.stack}>
                <Stocks {...props} />
                <Movements {...props} />
              </div>
            ),
          },
          {
            id: "limits",
            title: t("panel.limits"),
            children: (
              <div className={css.stack}>
                <Limits {...props} kind="place" />
                <Worths {...props} />
              </div>
            ),
          },
        ]}
      />
    </>
  );
}
