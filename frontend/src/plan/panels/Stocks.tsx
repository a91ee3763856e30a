// Stocks at a place over time, one good at a time.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { TimeChart } from "../../charts/TimeChart";
import { titleOf } from "../../map/names";
import { Select } from "../../ui/Field";
import { stocksAt } from "../facts";
import css from "../plan.module.css";
import type { PanelProps } from "./shown";

/** What lies in store at a place, at the end of each period. */
export function Stocks({ scene, asked, at, onPeriod }: PanelProps) {
  const { t } = useTranslation("plan");
  const { picture } = scene;
  const stocks = useMemo(() => stocksAt(scene, at), [scene, at]);
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = stocks.find(({ good }) => good === chosen) ?? stocks[0];
  const days = useMemo(() => picture.periods.map(({ start }) => start), [picture]);
  const series = useMemo(
    () =>
      shown ? [{ name: titleOf(picture.goods[shown.good]), values: shown.stock, kind: "bar" as const }] : [],
    [shown, picture],
  );
  if (!shown) return <p className={css.soft}>{t("stocks.none")}</p>;
  const good = picture.goods[shown.good];
  return (
    <div className={css.stack}>
      {stocks.length > 1 && (
        <Select
          label={t("stocks.good")}
          value={String(shown.good)}
          choices={stocks.map((stock) => ({
            id: String(stock.good),
            title: titleOf(picture.goods[stock.good]),
          }))}
          onChange={(id) => {
            setChosen(Number(id));
          }}
        />
      )}
      <TimeChart
        label={t("stocks.title", { good: titleOf(good) })}
        days={days}
        series={series}
        unit={good?.unit ?? ""}
        now={asked.period}
        onPeriod={onPeriod}
      />
    </div>
  );
}
