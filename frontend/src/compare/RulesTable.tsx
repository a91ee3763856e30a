// A table of rules: whom each reaches in a tier, its lowest and mean coverage, its effort and what is paid.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { spoken } from "../language";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Amount, Num, People, Percent } from "../ui/figures";
import { Badge } from "../ui/layout";
import css from "./compare.module.css";
import { ruleWords } from "./plans";
import type { Ruled, Total } from "./ruling";

interface RulesTableProps {
  ruled: Ruled;
  tier: number;
  goods: ReadonlyMap<string, Record<string, string>>;
}

/** A rule a row, with what it means. */
export function RulesTable({ ruled, tier, goods }: RulesTableProps) {
  const { t } = useTranslation("compare");
  const rows = ruled.totals.filter((total) => total.tier === tier);
  const good = (name: string) => goods.get(name)?.[spoken()] ?? goods.get(name)?.en ?? name;
  const figure = (
    id: "people_fully_covered" | "person_days_covered" | "mean" | "lowest",
    cell: (total: Total) => ReactNode,
  ): TableColumn<Total> => ({
    id,
    title: t(`rules.table.${id}`),
    isNumber: true,
    cell,
    by: (total) => total[id],
  });
  const effort = (rule: string) => ruled.effort.find((each) => each.rule === rule);
  const columns: TableColumn<Total>[] = [
    {
      id: "rule",
      title: t("rules.table.rule"),
      isHead: true,
      cell: ({ rule }) => (
        <span className={css.rule}>
          <span>
            {ruleWords(t, rule)}{" "}
            {ruled.plans[rule]?.quality !== "verified" && <Badge kind="doubt">{t("approximate")}</Badge>}
          </span>
          <span className={css.soft}>{t(`rules.${rule}.means`)}</span>
        </span>
      ),
      by: ({ rule }) => ruleWords(t, rule),
    },
    figure("people_fully_covered", (total) => <People value={total.people_fully_covered} />),
    figure("lowest", (total) => <Percent value={total.lowest} />),
    figure("mean", (total) => <Percent value={total.mean} />),
    figure("person_days_covered", (total) => <Num value={total.person_days_covered} />),
    {
      id: "effort",
      title: t("rules.table.effort"),
      isNumber: true,
      cell: ({ rule }) => <Amount value={effort(rule)?.value ?? NaN} unit={effort(rule)?.unit ?? ""} />,
      by: ({ rule }) => effort(rule)?.value ?? 0,
    },
    {
      id: "paid",
      title: t("rules.table.paid"),
      isNumber: true,
      cell: ({ rule }) =>
        ruled.money
          .filter((each) => each.rule === rule)
          .map(({ paid_in, cost }) => <Amount key={paid_in} value={cost} unit={good(paid_in)} />),
      by: ({ rule }) =>
        ruled.money.filter((each) => each.rule === rule).reduce((sum, { cost }) => sum + cost, 0),
    },
  ];
  return (
    <DataTable
      caption={t("rules.table.caption", { tier })}
      columns={columns}
      rows={rows}
      rowKey={({ rule }) => rule}
    />
  );
}
