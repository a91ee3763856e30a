// The regions as countries of the world, shaded by what is made there, by work or by coverage.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { number, percent } from "../language/format";
import { shade } from "../ui/coverage";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Select } from "../ui/Field";
import { Num, Percent } from "../ui/figures";
import { Card, EmptyState, Skeleton } from "../ui/layout";
import { Legend } from "../ui/Legend";
import { ErrorNote } from "../ui/Note";
import { countries } from "./countries";
import { HeatLegend } from "./HeatLegend";
import css from "./industry.module.css";
import { useNames } from "./names";
import type { Industry } from "./useIndustry";
import { type Measure, measuresOf, regionOfCountry, shadesOf, valuesOf } from "./world";
import { WorldMap } from "./WorldMap";

/** A map of the world where regions are countries, and the same as a table. */
export function CountriesPart({ industry }: { industry: Industry }) {
  const { t } = useTranslation(["industry", "common"]);
  const measures = measuresOf(industry);
  const [asked, setAsked] = useState<Measure>("output");
  const measure = measures.includes(asked) ? asked : measures[0];
  const names = useNames(industry.regions, "regions");
  const world = useQuery({ queryKey: ["world", "areas"], queryFn: countries, staleTime: Infinity });
  const byCountry = regionOfCountry(industry);
  if (!measure) return <EmptyState title={t("map.none")}>{t("map.noneWords")}</EmptyState>;
  const values = valuesOf(industry, measure);
  const unit = { output: industry.unit, labour: industry.labour_unit, coverage: "" }[measure];
  const said = (value: number | null) =>
    value === null ? t("map.unknown") : measure === "coverage" ? percent(value) : `${number(value)} ${unit}`;
  const heat = shadesOf(values);
  return (
    <Card title={t("map.title")}>
      <div className={css.choices}>
        <Select
          label={t("map.measure")}
          value={measure}
          onChange={(id) => {
            setAsked(id as Measure);
          }}
          choices={measures.map((id) => ({ id, title: t(`measure.${id}`) }))}
        />
      </div>
      {byCountry.size === 0 && <p className={css.said}>{t("map.noCountries")}</p>}
      {byCountry.size > 0 && world.isPending && <Skeleton label={t("common:loading")} lines={8} />}
      {world.error && <ErrorNote error={world.error} onRetry={() => void world.refetch()} />}
      {byCountry.size > 0 && world.data && (
        <figure className={css.figure}>
          <WorldMap
            areas={world.data}
            regionOf={byCountry}
            label={t("map.label", { count: byCountry.size })}
            shadeOf={(at) => (measure === "coverage" ? shade(values[at]) : `h${String(heat[at] ?? 0)}`)}
            told={(at) => `${names[at] ?? ""}: ${said(values[at] ?? null)}`}
          />
          <figcaption>{t("map.source")}</figcaption>
        </figure>
      )}
      {byCountry.size > 0 && (measure === "coverage" ? <Legend area /> : <HeatLegend compared="all" area />)}
      <Table names={names} values={values} measure={measure} unit={unit} />
    </Card>
  );
}

interface TableProps {
  names: readonly string[];
  values: readonly (number | null)[];
  measure: Measure;
  unit: string;
}

function Table({ names, values, measure, unit }: TableProps) {
  const { t } = useTranslation("industry");
  const rows = names.map((name, at) => ({ name, value: values[at] ?? null }));
  type Row = (typeof rows)[number];
  const columns: TableColumn<Row>[] = [
    {
      id: "name",
      title: t("region"),
      isHead: true,
      by: (row) => row.name,
      cell: (row) => <bdi>{row.name}</bdi>,
    },
    {
      id: "value",
      title: unit ? t("withUnit", { what: t(`measure.${measure}`), unit }) : t(`measure.${measure}`),
      isNumber: true,
      by: (row) => row.value ?? -1,
      cell: (row) => {
        if (row.value === null) return t("map.unknown");
        return measure === "coverage" ? <Percent value={row.value} /> : <Num value={row.value} />;
      },
    },
  ];
  return <DataTable caption={t("map.table")} columns={columns} rows={rows} rowKey={(row) => row.name} />;
}
