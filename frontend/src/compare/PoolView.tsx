// What planning together brings: each region by itself and all together, tier by tier.
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { Result } from "../api/types";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Amount, Num, People, Percent } from "../ui/figures";
import { Select } from "../ui/Field";
import { Card } from "../ui/layout";
import { Bar } from "./Bar";
import css from "./compare.module.css";
import { useNames } from "./useNames";

/** A region in a tier: coverage alone and together; `gain` in person-days. */
interface Row {
  readonly region: string;
  readonly tier: number;
  readonly people: number;
  readonly person_days: number;
  readonly mean_alone: number;
  readonly mean_together: number;
  readonly lowest_alone: number;
  readonly lowest_together: number;
  readonly gain: number;
}

/** The document of a `pool` result. */
export interface Pooled {
  readonly effort: {
    readonly name: string;
    readonly unit: string;
    readonly alone: number;
    readonly together: number;
  };
  readonly table: readonly Row[];
}

type Share = "mean_alone" | "mean_together" | "lowest_alone" | "lowest_together";
const SHARES: readonly Share[] = ["mean_alone", "mean_together", "lowest_alone", "lowest_together"];

/** A row whose gain is 0 where it is rounding. */
function settled(row: Row): Row {
  return Math.abs(row.gain) <= 1e-6 * row.person_days ? { ...row, gain: 0 } : row;
}

/** Regions alone and together. */
export function PoolView({ project, result, found }: { project: string; result: Result; found: Pooled }) {
  const { t } = useTranslation("compare");
  const names = useNames(project, result);
  const tiers = [...new Set(found.table.map(({ tier }) => tier))].sort((one, other) => one - other);
  const [tier, setTier] = useState(tiers[0] ?? 1);
  const rows = found.table.filter((row) => row.tier === tier).map(settled);
  const most = Math.max(0, ...rows.map(({ gain }) => Math.abs(gain)));
  const region = (row: Row) => row.region || t("found.all");
  const columns: TableColumn<Row>[] = [
    {
      id: "region",
      title: t("found.region"),
      isHead: true,
      cell: (row) => <bdi>{region(row)}</bdi>,
      by: region,
    },
    {
      id: "people",
      title: t("columns.people"),
      isNumber: true,
      cell: ({ people }) => <People value={people} />,
      by: ({ people }) => people,
    },
    ...SHARES.map((id): TableColumn<Row> => ({
      id,
      title: t(`found.${id}`),
      isNumber: true,
      cell: (row) => <Percent value={row[id]} />,
      by: (row) => row[id],
    })),
    {
      id: "gain",
      title: t("gains.gained"),
      isNumber: true,
      cell: ({ gain }) => <Num value={gain} />,
      by: ({ gain }) => gain,
    },
    {
      id: "bar",
      title: t("columns.bar"),
      cell: ({ gain }) => <Bar less={Math.max(-gain, 0)} more={Math.max(gain, 0)} most={most} sense="good" />,
      by: ({ gain }) => Math.abs(gain),
    },
  ];
  const { effort } = found;
  return (
    <Card title={t("found.pool")}>
      <p>
        <Trans
          t={t}
          i18nKey="found.effort"
          values={{ what: names.good(effort.name) }}
          components={{
            alone: <Amount value={effort.alone} unit={effort.unit} />,
            together: <Amount value={effort.together} unit={effort.unit} />,
          }}
        />
      </p>
      <div className={css.narrow}>
        <Select
          label={t("rules.tier")}
          value={String(tier)}
          choices={tiers.map((each) => ({ id: String(each), title: t("tier", { tier: each }) }))}
          onChange={(next) => {
            setTier(Number(next));
          }}
        />
      </div>
      <DataTable
        caption={t("found.poolCaption", { tier })}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.region}
      />
    </Card>
  );
}
