// Sectors by regions: what is made where, or how much work it takes.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "../ui/Field";
import { Card } from "../ui/layout";
import { HeatLegend } from "./HeatLegend";
import { HeatTable } from "./HeatTable";
import css from "./industry.module.css";
import { type Compared, matrixOf } from "./matrix";
import { useNames } from "./names";
import type { Industry } from "./useIndustry";

const MEASURES = ["output", "labour"] as const;
type Measure = (typeof MEASURES)[number];

/** What each sector makes in each region. */
export function MatrixPart({ industry }: { industry: Industry }) {
  const { t } = useTranslation("industry");
  const [measure, setMeasure] = useState<Measure>("output");
  const [byRows, setByRows] = useState<Compared>("all");
  const sectors = useNames(industry.sectors, "sectors");
  const regions = useNames(industry.regions, "regions");
  const hasWork = industry.labour_unit !== "";
  const isOne = measure === "labour" || industry.unit !== "";
  const compared = isOne ? byRows : "rows"; // kilograms and litres can't be compared
  const matrix = matrixOf(sectors.length, regions.length, {
    row: industry.made.sector,
    column: industry.made.region,
    value: industry.made[measure],
  });
  const unit = measure === "labour" ? industry.labour_unit : industry.unit;
  const units = industry.sectors.map((sector) => (isOne ? "" : sector.unit || t("levels")));
  return (
    <Card title={t("matrix.title")}>
      <div className={css.choices}>
        <Select
          label={t("matrix.measure")}
          value={measure}
          onChange={(id) => {
            setMeasure(id as Measure);
          }}
          choices={MEASURES.filter((each) => each === "output" || hasWork).map((id) => ({
            id,
            title: t(`measure.${id}`),
          }))}
        />
        {isOne && (
          <Select
            label={t("matrix.compared")}
            value={byRows}
            onChange={(id) => {
              setByRows(id as Compared);
            }}
            choices={(["all", "rows"] as const).map((id) => ({ id, title: t(`compared.${id}`) }))}
          />
        )}
      </div>
      {!isOne && <p className={css.said}>{t("matrix.units")}</p>}
      <HeatTable
        caption={unit ? t(`matrix.caption.${measure}`, { unit }) : t("matrix.caption.mixed")}
        corner={unit ? t("unitOf", { unit }) : t("sector")}
        matrix={matrix}
        rows={sectors}
        units={units}
        columns={regions}
        compared={compared}
        total={t("total")}
      />
      <HeatLegend compared={compared} />
    </Card>
  );
}
