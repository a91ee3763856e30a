// The way of a good as a table: a leg a row, an amount for each plan.
import { useTranslation } from "react-i18next";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Amount } from "../ui/figures";
import { Difference } from "./Difference";
import { type LegRow, legRows, type WayOfGood } from "./sankey";
import { stopWords } from "./stops";

interface SankeyTableProps {
  ways: readonly WayOfGood[];
  names: readonly string[];
}

/** Every leg with what goes along it. */
export function SankeyTable({ ways, names }: SankeyTableProps) {
  const { t } = useTranslation("compare");
  const unit = ways.find((way) => way.unit)?.unit ?? "";
  const columns: TableColumn<LegRow>[] = [
    {
      id: "from",
      title: t("columns.from"),
      isHead: true,
      cell: ({ from }) => <bdi>{stopWords(t, from)}</bdi>,
      by: ({ from }) => stopWords(t, from),
    },
    {
      id: "to",
      title: t("columns.to"),
      cell: ({ to }) => <bdi>{stopWords(t, to)}</bdi>,
      by: ({ to }) => stopWords(t, to),
    },
    {
      id: "routes",
      title: t("columns.route"),
      cell: ({ routes }) => <bdi>{routes.join(" · ") || "–"}</bdi>,
      by: ({ routes }) => routes.join(" "),
    },
    ...ways.map((_, plan): TableColumn<LegRow> => ({
      id: String(plan),
      title: names[plan] ? <bdi>{names[plan]}</bdi> : t("columns.amount"),
      isNumber: true,
      cell: ({ amounts }) => <Amount value={amounts[plan] ?? 0} unit={unit} />,
      by: ({ amounts }) => amounts[plan] ?? 0,
    })),
    ...(ways.length === 2
      ? [
          {
            id: "change",
            title: t("columns.change"),
            isNumber: true,
            cell: ({ amounts }: LegRow) => <Difference value={changeOf(amounts)} unit={unit} />,
            by: ({ amounts }: LegRow) => changeOf(amounts),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={t("sankey.caption")}
      columns={columns}
      rows={legRows(ways)}
      rowKey={({ key }) => key}
    />
  );
}

/** The difference of the second amount to the first, 0 where it is rounding. */
function changeOf([before = 0, after = 0]: readonly number[]): number {
  const change = after - before;
  return Math.abs(change) <= 1e-6 * Math.max(before, after) ? 0 : change;
}
