// Sectors by sectors: what each uses of what the others make.
import { useTranslation } from "react-i18next";
import { Card, EmptyState } from "../ui/layout";
import { HeatLegend } from "./HeatLegend";
import { HeatTable } from "./HeatTable";
import css from "./industry.module.css";
import { matrixOf } from "./matrix";
import { useNames } from "./names";
import type { Industry } from "./useIndustry";

/** The inputs of each sector, by who makes them. */
export function SectorsPart({ industry }: { industry: Industry }) {
  const { t } = useTranslation("industry");
  const names = useNames(industry.sectors, "sectors");
  const { source, target, amount } = industry.between_sectors;
  if (amount.length === 0) return <EmptyState title={t("sectors.none")}>{t("sectors.noneWords")}</EmptyState>;
  const matrix = matrixOf(names.length, names.length, { row: source, column: target, value: amount });
  const isOne = industry.unit !== "";
  const compared = isOne ? "all" : "rows";
  return (
    <Card title={t("sectors.title")}>
      <p className={css.said}>{t(isOne ? "sectors.said" : "sectors.saidUnits")}</p>
      <HeatTable
        caption={isOne ? t("sectors.caption", { unit: industry.unit }) : t("sectors.captionMixed")}
        corner={t("sectors.corner")}
        matrix={matrix}
        rows={names}
        units={industry.sectors.map((sector) => (isOne ? "" : sector.unit || t("levels")))}
        columns={names}
        compared={compared}
        total={t("total")}
      />
      <HeatLegend compared={compared} />
    </Card>
  );
}
