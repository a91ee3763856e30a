// The comparison part by part: who, which ways, what is made and bought, limits, the way of a good.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Skeleton } from "../ui/layout";
import { Tabs } from "../ui/Tabs";
import { Card } from "../ui/layout";
import css from "./compare.module.css";
import { Doings } from "./Doings";
import { Gains } from "./Gains";
import { GoodWay } from "./GoodWay";
import type { Joint } from "./joint";
import { Limits } from "./Limits";
import { OtherPick } from "./OtherPick";
import { Reroutes } from "./Reroutes";
import { thingsOf } from "./things";
import type { Comparison, Named } from "./useComparison";
import { useCompareQuery } from "./useCompareQuery";

interface PartsProps {
  project: string;
  named: readonly Named[];
  names: readonly string[];
  joint: Joint;
  comparison: Comparison;
}

/** Tables and pictures of what differs between the first plan and another. */
export function Parts({ project, named, names, joint, comparison }: PartsProps) {
  const { t } = useTranslation("compare");
  const [shown, show] = useCompareQuery();
  const things = useMemo(() => thingsOf(joint.pictures), [joint]);
  const changes = comparison.told?.changes[comparison.names[shown.other] ?? ""];
  const waiting = <Skeleton lines={6} label={t("common:loading")} />;
  const shared = { things, other: shown.other };
  return (
    <Card>
      <div className={css.changeHead}>
        <h2>{t("parts.title")}</h2>
        <OtherPick
          names={names}
          other={shown.other}
          onOther={(other) => {
            show({ other });
          }}
        />
      </div>
      <Tabs
        label={t("parts.title")}
        selected={shown.part}
        onSelect={(part) => {
          show({ part });
        }}
        parts={[
          {
            id: "who",
            title: t("parts.who"),
            children: changes ? <Gains changes={changes} {...shared} /> : waiting,
          },
          {
            id: "ways",
            title: t("parts.ways"),
            children: changes ? <Reroutes changes={changes} {...shared} /> : waiting,
          },
          {
            id: "doings",
            title: t("parts.doings"),
            children: changes ? <Doings changes={changes} {...shared} /> : waiting,
          },
          {
            id: "limits",
            title: t("parts.limits"),
            children: changes ? <Limits changes={changes} {...shared} /> : waiting,
          },
          {
            id: "good",
            title: t("parts.good"),
            children: (
              <GoodWay
                project={project}
                named={named}
                names={names}
                joint={joint}
                shown={shown}
                onShow={show}
              />
            ),
          },
        ]}
      />
    </Card>
  );
}
