// What it would take: the package, where and when each part of it is needed, and what no package can lift.
import { useTranslation } from "react-i18next";
import type { Result } from "../api/types";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Amount, Day, People, Percent } from "../ui/figures";
import { Badge, Card } from "../ui/layout";
import css from "./compare.module.css";
import { type Named, useNames } from "./useNames";

interface Part {
  readonly table: string;
  readonly what: string;
  readonly good: string;
  readonly place: string;
  readonly period: string;
  readonly amount: number;
  readonly unit: string;
  readonly cost: number;
}

interface Cell {
  readonly tier: number;
  readonly place: string;
  readonly group: string;
  readonly good: string;
  readonly period: string;
  readonly people: number;
  readonly highest: number;
  readonly why: string;
}

/** The document of a `require` result. */
export interface Required {
  readonly coverage: number;
  readonly tier: number;
  readonly measure: string;
  readonly total: number;
  readonly package: readonly Part[];
  readonly cannot: readonly Cell[];
  readonly proof: { readonly quality: string; readonly lowest: number };
}

/** The least that would do, and what stays short all the same. */
export function RequireView({
  project,
  result,
  found,
}: {
  project: string;
  result: Result;
  found: Required;
}) {
  const { t } = useTranslation("compare");
  const names = useNames(project, result);
  const { measure, total, proof } = found;
  const isProved = proof.quality === "verified";
  return (
    <Card
      title={t("found.require", { tier: found.tier })}
      actions={<Badge kind={isProved ? "good" : "doubt"}>{t(isProved ? "verified" : "approximate")}</Badge>}
    >
      <dl className={css.keyed}>
        <dt>{t("found.level")}</dt>
        <dd>
          <Percent value={found.coverage} />
        </dd>
        <dt>{t("found.total")}</dt>
        <dd>
          <Amount value={total} unit={names.good(measure)} />
        </dd>
        <dt>{t("found.lowest")}</dt>
        <dd>
          <Percent value={proof.lowest} />
        </dd>
      </dl>
      {found.package.length === 0 ? (
        <p>{t(found.cannot.length > 0 ? "found.lifts" : "found.enough")}</p>
      ) : (
        <DataTable
          caption={t("found.package")}
          columns={packageColumns(t, names, measure)}
          rows={found.package}
          rowKey={(_, at) => String(at)}
        />
      )}
      {found.cannot.length > 0 && (
        <DataTable
          caption={t("found.cannot")}
          columns={cannotColumns(t, names)}
          rows={found.cannot}
          rowKey={(_, at) => String(at)}
        />
      )}
    </Card>
  );
}

const TABLES = new Set(["stocks", "supplies", "routes", "activities"]);

type Say = ReturnType<typeof useTranslation>["t"];

const day = (period: string) => (/^\d{4}-\d\d-\d\d/.test(period) ? <Day iso={period} /> : "–");

function packageColumns(t: Say, names: Named, measure: string): TableColumn<Part>[] {
  const title = ({ good, what }: Part) => (good ? names.good(good) : what);
  const kind = ({ table }: Part) => (TABLES.has(table) ? t(`found.tables.${table}`) : table);
  return [
    {
      id: "what",
      title: t("columns.what"),
      isHead: true,
      cell: (part) => <bdi>{title(part)}</bdi>,
      by: title,
    },
    { id: "kind", title: t("columns.kind"), cell: kind, by: kind },
    {
      id: "place",
      title: t("columns.place"),
      cell: ({ place }) => <bdi>{place ? names.place(place) : "–"}</bdi>,
      by: ({ place }) => place,
    },
    { id: "period", title: t("found.from"), cell: ({ period }) => day(period), by: ({ period }) => period },
    {
      id: "amount",
      title: t("columns.amount"),
      isNumber: true,
      cell: ({ amount, unit }) => <Amount value={amount} unit={unit} />,
      by: ({ amount }) => amount,
    },
    {
      id: "cost",
      title: t("found.cost"),
      isNumber: true,
      cell: ({ cost }) => <Amount value={cost} unit={names.good(measure)} />,
      by: ({ cost }) => cost,
    },
  ];
}

function cannotColumns(t: Say, names: Named): TableColumn<Cell>[] {
  return [
    {
      id: "place",
      title: t("columns.place"),
      isHead: true,
      cell: ({ place }) => <bdi>{names.place(place)}</bdi>,
      by: ({ place }) => names.place(place),
    },
    {
      id: "group",
      title: t("columns.group"),
      cell: ({ group }) => <bdi>{group}</bdi>,
      by: ({ group }) => group,
    },
    {
      id: "need",
      title: t("columns.need"),
      cell: ({ good }) => <bdi>{names.good(good)}</bdi>,
      by: ({ good }) => names.good(good),
    },
    {
      id: "tier",
      title: t("columns.tier"),
      isNumber: true,
      cell: ({ tier }) => tier,
      by: ({ tier }) => tier,
    },
    { id: "period", title: t("found.from"), cell: ({ period }) => day(period), by: ({ period }) => period },
    {
      id: "people",
      title: t("columns.people"),
      isNumber: true,
      cell: ({ people }) => <People value={people} />,
      by: ({ people }) => people,
    },
    {
      id: "highest",
      title: t("found.highest"),
      isNumber: true,
      cell: ({ highest }) => <Percent value={highest} />,
      by: ({ highest }) => highest,
    },
    {
      id: "why",
      title: t("found.why"),
      cell: ({ why }) => t(`found.whys.${why === "unreached" ? "unreached" : "limited"}`),
      by: ({ why }) => why,
    },
  ];
}
