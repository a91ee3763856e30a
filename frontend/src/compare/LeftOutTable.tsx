// Whom a market would leave out: groups that get less by what they can pay than by what they need.
import { useTranslation } from "react-i18next";
import { spoken } from "../language";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Num, People, Percent } from "../ui/figures";
import css from "./compare.module.css";
import type { LeftOutRow } from "./ruling";

interface LeftOutTableProps {
  rows: readonly LeftOutRow[];
  titles: ReadonlyMap<string, Record<string, string>>;
}

const MOST = 200;

/** The groups, the most urgent tier first, and there whoever loses most. */
export function LeftOutTable({ rows, titles }: LeftOutTableProps) {
  const { t } = useTranslation("compare");
  const placed = ({ place }: LeftOutRow) => titles.get(place)?.[spoken()] ?? titles.get(place)?.en ?? place;
  const share = (id: "leximin" | "money"): TableColumn<LeftOutRow> => ({
    id,
    title: t("rules.left.under", { rule: t(`rules.${id}.name`) }),
    isNumber: true,
    cell: (row) => <Percent value={row[id]} />,
    by: (row) => row[id],
  });
  const columns: TableColumn<LeftOutRow>[] = [
    {
      id: "place",
      title: t("columns.place"),
      isHead: true,
      cell: (row) => <bdi>{placed(row)}</bdi>,
      by: placed,
    },
    {
      id: "group",
      title: t("columns.group"),
      cell: ({ group }) => <bdi>{group}</bdi>,
      by: ({ group }) => group,
    },
    {
      id: "tier",
      title: t("columns.tier"),
      isNumber: true,
      cell: ({ tier }) => tier,
      by: ({ tier }) => tier,
    },
    {
      id: "people",
      title: t("columns.people"),
      isNumber: true,
      cell: ({ people }) => <People value={people} />,
      by: ({ people }) => people,
    },
    {
      id: "income",
      title: t("rules.left.income"),
      isNumber: true,
      cell: ({ income }) => <Num value={income} />,
      by: ({ income }) => income,
    },
    share("leximin"),
    share("money"),
    {
      id: "lost",
      title: t("gains.lost"),
      isNumber: true,
      cell: ({ lost }) => <Num value={lost} />,
      by: ({ lost }) => lost,
    },
  ];
  return (
    <>
      <p className={css.soft}>{t("rules.left.lead")}</p>
      <DataTable
        caption={t("rules.left.caption")}
        columns={columns}
        rows={rows.slice(0, MOST)}
        rowKey={(row) => `${String(row.tier)} ${row.place} ${row.group}`}
      />
    </>
  );
}
