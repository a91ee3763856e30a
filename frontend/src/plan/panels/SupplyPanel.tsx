// The panel of a supply: what it gives over time, where, what it costs, what holds it back.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { TimeChart } from "../../charts/TimeChart";
import { titleOf } from "../../map/names";
import { Amount } from "../../ui/figures";
import { costOf, suppliedBy } from "../facts";
import css from "../plan.module.css";
import { Closings } from "./Closings";
import { Limits } from "./Limits";
import type { PanelProps } from "./shown";
import { ThingButton } from "./ThingButton";

/** What is to be said of a supply. */
export function SupplyPanel(props: PanelProps) {
  const { scene, asked, at, onSubject, onPeriod } = props;
  const { t } = useTranslation("plan");
  const { picture } = scene;
  const supply = picture.supplies[at];
  const good = picture.goods[supply?.good ?? 0];
  const days = useMemo(() => picture.periods.map(({ start }) => start), [picture]);
  const series = useMemo(
    () => [{ name: titleOf(good), values: suppliedBy(scene, at), kind: "bar" as const }],
    [scene, at, good],
  );
  const costs = useMemo(() => [...costOf(scene, at)], [scene, at]);
  if (!supply) return null;
  return (
    <>
      <p className={css.soft}>
        {supply.place === null ? (
          t("supply.pool")
        ) : (
          <>
            {t("supply.at")}{" "}
            <ThingButton
              picture={picture}
              subject={{ kind: "place", at: supply.place }}
              onSubject={onSubject}
            />
          </>
        )}
      </p>
      <Closings scene={scene} subject={{ kind: "supply", at }} period={asked.period} />
      <TimeChart
        label={t("supply.given", { good: titleOf(good) })}
        days={days}
        series={series}
        unit={good?.unit ?? ""}
        now={asked.period}
        onPeriod={onPeriod}
      />
      {costs.length === 0 ? (
        <p className={css.soft}>{t("supply.free")}</p>
      ) : (
        <p>
          {t("supply.costs")}{" "}
          {costs.map(([currency, cost]) => (
            <Amount key={currency} value={cost} unit={picture.goods[currency]?.unit ?? ""} />
          ))}
        </p>
      )}
      <Limits {...props} kind="supply" />
    </>
  );
}
