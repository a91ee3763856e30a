// Work: how much of it is used in each region, of how much there is.
import { useTranslation } from "react-i18next";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Amount, Num, Percent } from "../ui/figures";
import { Card, EmptyState } from "../ui/layout";
import css from "./industry.module.css";
import { useNames } from "./names";
import type { Industry } from "./useIndustry";

interface Row {
  region: string;
  kind: string;
  used: number;
  available: number | null;
}

/** Labour by region and kind, and what a thousand units of output take of it in each sector. */
export function LabourPart({ industry }: { industry: Industry }) {
  const { t } = useTranslation("industry");
  const regions = useNames(industry.regions, "regions");
  const { work } = industry;
  const isLimited = work.available.some((available) => available !== null);
  const columns = useColumns(isLimited);
  if (work.used.length === 0)
    return <EmptyState title={t("labour.none")}>{t("labour.noneWords")}</EmptyState>;
  const rows = work.used.map((used, at) => ({
    region: regions[work.region[at] ?? -1] ?? "",
    kind: work.kind[at] ?? "",
    used,
    available: work.available[at] ?? null,
  }));
  return (
    <>
      <Card title={t("labour.title")}>
        {!isLimited && <p className={css.said}>{t("labour.observed")}</p>}
        <DataTable
          caption={
            industry.labour_unit
              ? t("labour.caption", { unit: industry.labour_unit })
              : t("labour.captionMixed")
          }
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.region} ${row.kind}`}
        />
      </Card>
      {industry.labour_unit !== "" && <Sectors industry={industry} />}
    </>
  );
}

function useColumns(isLimited: boolean): TableColumn<Row>[] {
  const { t } = useTranslation("industry");
  const columns: TableColumn<Row>[] = [
    {
      id: "region",
      title: t("region"),
      isHead: true,
      by: (row) => row.region,
      cell: (row) => <bdi>{row.region}</bdi>,
    },
    { id: "kind", title: t("labour.kind"), by: (row) => row.kind, cell: (row) => <bdi>{row.kind}</bdi> },
    {
      id: "used",
      title: t("labour.used"),
      isNumber: true,
      by: (row) => row.used,
      cell: (row) => <Num value={row.used} />,
    },
  ];
  const limited: TableColumn<Row>[] = [
    {
      id: "available",
      title: t("labour.available"),
      isNumber: true,
      by: (row) => row.available ?? Infinity,
      cell: (row) => (row.available === null ? t("labour.unlimited") : <Num value={row.available} />),
    },
    {
      id: "share",
      title: t("labour.share"),
      isNumber: true,
      by: (row) => (row.available ? row.used / row.available : -1),
      cell: (row) => (row.available ? <Share value={row.used / row.available} /> : "–"),
    },
  ];
  return isLimited ? [...columns, ...limited] : columns;
}

/** A share as a number with a bar; the bar says nothing that the number does not. */
function Share({ value }: { value: number }) {
  return (
    <span className={css.share}>
      <i aria-hidden>
        <i style={{ inlineSize: `${String(Math.min(value, 1) * 100)}%` }} />
      </i>
      <Percent value={value} />
    </span>
  );
}

interface SectorRow {
  name: string;
  labour: number;
  output: number;
  unit: string;
}

/** Labour by sector, and how much of it a unit of output takes. */
function Sectors({ industry }: { industry: Industry }) {
  const { t } = useTranslation("industry");
  const names = useNames(industry.sectors, "sectors");
  const rows: SectorRow[] = names.map((name, at) => ({
    name,
    labour: 0,
    output: 0,
    unit: industry.sectors[at]?.unit ?? "",
  }));
  industry.made.sector.forEach((sector, at) => {
    const row = rows[sector];
    if (!row) return;
    row.labour += industry.made.labour[at] ?? 0;
    row.output += industry.made.output[at] ?? 0;
  });
  const columns: TableColumn<SectorRow>[] = [
    {
      id: "name",
      title: t("sector"),
      isHead: true,
      by: (row) => row.name,
      cell: (row) => <bdi>{row.name}</bdi>,
    },
    {
      id: "labour",
      title: t("measure.labour"),
      isNumber: true,
      by: (row) => row.labour,
      cell: (row) => <Amount value={row.labour} unit={industry.labour_unit} />,
    },
    {
      id: "output",
      title: t("measure.output"),
      isNumber: true,
      by: (row) => row.output,
      cell: (row) => <Amount value={row.output} unit={row.unit || t("levels")} />,
    },
    {
      id: "each",
      title: t("labour.each"),
      isNumber: true,
      by: (row) => (row.output > 0 ? row.labour / row.output : -1),
      cell: (row) =>
        row.output > 0 ? (
          <Amount
            value={row.labour / row.output}
            unit={`${industry.labour_unit}/${row.unit || t("levels")}`}
          />
        ) : (
          "–"
        ),
    },
  ];
  return (
    <Card title={t("labour.sectors")}>
      <DataTable
        caption={t("labour.sectorsCaption")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.name}
      />
    </Card>
  );
}
