// What one unit more of a good would be worth at a place.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { titleOf } from "../../map/names";
import { DataTable } from "../../ui/DataTable";
import { Day } from "../../ui/figures";
import { pricesAt } from "../facts";
import css from "../plan.module.css";
import type { PanelProps } from "./shown";
import { Worth } from "./Worth";

/** Prices of goods at a place, by the aim that they help. */
export function Worths({ scene, asked, at }: PanelProps) {
  const { t } = useTranslation("plan");
  const { picture } = scene;
  const rows = useMemo(() => pricesAt(scene, at, asked.period), [scene, at, asked.period]);
  if (rows.length === 0) return <p className={css.soft}>{t("prices.none")}</p>;
  const goodOf = (good: number) => picture.goods[good];
  return (
    <>
      <p className={css.soft}>
        {t(asked.period === null ? "prices.leadWhole" : "prices.lead")} {t("prices.pointsWords")}
      </p>
      <DataTable
        caption={t("prices.caption")}
        rows={rows}
        rowKey={({ good, aim }) => `${String(aim)}-${String(good)}`}
        columns={[
          {
            id: "good",
            title: t("goods.good"),
            cell: ({ good }) => <bdi>{titleOf(goodOf(good))}</bdi>,
            by: ({ good }) => titleOf(goodOf(good)),
            isHead: true,
          },
          {
            id: "price",
            title: t("prices.price"),
            cell: ({ good, price, aim }) => (
              <Worth aim={picture.aims[aim]} price={price} per={goodOf(good)?.unit} />
            ),
            by: ({ price }) => price,
            isNumber: true,
          },
          ...(asked.period === null
            ? [
                {
                  id: "day",
                  title: t("prices.when"),
                  cell: ({ period }: { period: number }) => (
                    <Day iso={picture.periods[period]?.start ?? ""} brief />
                  ),
                  by: ({ period }: { period: number }) => period,
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
