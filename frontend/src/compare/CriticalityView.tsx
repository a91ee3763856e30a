// What breaks first: each thing that may be lost, and what people lose with it, the most telling first.
import { useTranslation } from "react-i18next";
import type { Result } from "../api/types";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Num, Percent } from "../ui/figures";
import { Card } from "../ui/layout";
import { Bar } from "./Bar";
import css from "./compare.module.css";
import { type Named, useNames } from "./useNames";

/** A thing that is lost (or two), and what becomes of people then; `lost_tier_N` in person-days. */
export interface Loss {
  readonly kind: string;
  readonly name: string;
  readonly also_kind: string;
  readonly also_name: string;
  readonly worst_place: string;
  readonly worst_coverage: number;
  readonly worst_before: number;
  readonly quality: string;
  readonly problem: string;
  readonly [lost: `lost_tier_${number}`]: number;
}

/** The document of a `criticality` result. */
export interface Criticality {
  readonly singles: readonly Loss[];
  readonly pairs?: readonly Loss[];
}

const MOST = 100;

/** Losses as tables with bars: of one thing, and of two at once where that was asked. */
export function CriticalityView({
  project,
  result,
  found,
}: {
  project: string;
  result: Result;
  found: Criticality;
}) {
  const { t } = useTranslation("compare");
  const names = useNames(project, result);
  const parts = [
    { id: "singles", rows: found.singles },
    { id: "pairs", rows: found.pairs ?? [] },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <Card title={t("found.breaks")}>
      <p className={css.soft}>{t("found.breaksLead")}</p>
      {parts.map(({ id, rows }) => (
        <DataTable
          key={id}
          caption={t(`found.${id}`)}
          columns={columnsOf(t, rows, names)}
          rows={rows.slice(0, MOST)}
          rowKey={(row) => [row.kind, row.name, row.also_kind, row.also_name].join(" ")}
        />
      ))}
      {parts.some(({ rows }) => rows.length > MOST) && (
        <p className={css.soft}>{t("found.more", { most: MOST })}</p>
      )}
    </Card>
  );
}

type Say = ReturnType<typeof useTranslation>["t"];

const KINDS = new Set(["routes", "supplies", "suppliers", "places", "activities"]);

/** The tiers of which anything can be lost. */
export function tiersLost(rows: readonly Loss[]): number[] {
  const named = Object.keys(rows[0] ?? {}).flatMap((key) => /^lost_tier_(\d+)$/.exec(key)?.[1] ?? []);
  return named.map(Number).sort((one, other) => one - other);
}

function columnsOf(t: Say, rows: readonly Loss[], names: Named): TableColumn<Loss>[] {
  const tiers = tiersLost(rows);
  const [first = 1] = tiers;
  const lost = (row: Loss, tier: number) => row[`lost_tier_${tier}`] ?? 0;
  const most = Math.max(0, ...rows.map((row) => lost(row, first)));
  const thing = (kind: string, name: string) =>
    `${KINDS.has(kind) ? t(`found.kinds.${kind}`) : kind}: ${name
      .split(", ")
      .map((part) => titled(names, part))
      .join(" · ")}`;
  const what = (row: Loss) =>
    [thing(row.kind, row.name), ...(row.also_kind ? [thing(row.also_kind, row.also_name)] : [])].join(" + ");
  return [
    { id: "what", title: t("found.lost"), isHead: true, cell: (row) => <bdi>{what(row)}</bdi>, by: what },
    ...tiers.map((tier): TableColumn<Loss> => ({
      id: `tier ${String(tier)}`,
      title: t("found.lostTier", { tier }),
      isNumber: true,
      cell: (row) => <Num value={Math.round(10 * lost(row, tier)) / 10} />,
      by: (row) => lost(row, tier),
    })),
    {
      id: "bar",
      title: t("found.lostTier", { tier: first }),
      cell: (row) => <Bar more={lost(row, first)} most={most} sense="bad" />,
      by: (row) => lost(row, first),
    },
    {
      id: "place",
      title: t("found.worst"),
      cell: ({ worst_place: place }) => <bdi>{place ? names.place(place) : "–"}</bdi>,
      by: ({ worst_place: place }) => names.place(place),
    },
    {
      id: "coverage",
      title: t("found.there"),
      isNumber: true,
      cell: ({ worst_before: before, worst_coverage: now, problem }) =>
        problem ? (
          <bdi>{problem}</bdi>
        ) : (
          <>
            <Percent value={before} /> → <Percent value={now} />
          </>
        ),
      by: ({ worst_coverage: now }) => now,
    },
  ];
}

/** A part of a name, as a place or a good is called. */
function titled(names: Named, part: string): string {
  return names.place(part) === part ? names.good(part) : names.place(part);
}
