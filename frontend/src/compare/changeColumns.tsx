// The columns of every table of changes: before, after, the difference, and a bar of it.
import type { TFunction } from "i18next";
import type { TableColumn } from "../ui/DataTable";
import { Amount } from "../ui/figures";
import { Bar } from "./Bar";
import { letter } from "./choosing";
import { Difference, type Sense } from "./Difference";
import type { Both } from "./differences";

/** Amounts of the first plan and of another, and their difference; bars are as long as the largest of their unit. */
export function changeColumns<Row extends Both>(
  t: TFunction,
  rows: readonly Row[],
  other: number,
  sense: Sense,
  unit: (row: Row) => string,
): TableColumn<Row>[] {
  const most = new Map<string, number>();
  for (const row of rows) most.set(unit(row), Math.max(most.get(unit(row)) ?? 0, Math.abs(row.change)));
  const amount = (id: "base" | "here", plan: number): TableColumn<Row> => ({
    id,
    title: letter(plan),
    isNumber: true,
    cell: (row) => <Amount value={row[id]} unit={unit(row)} />,
    by: (row) => row[id],
  });
  return [
    amount("base", 0),
    amount("here", other),
    {
      id: "change",
      title: t("compare:columns.change"),
      isNumber: true,
      cell: (row) => <Difference value={row.change} sense={sense} unit={unit(row)} />,
      by: (row) => row.change,
    },
    {
      id: "bar",
      title: t("compare:columns.bar"),
      cell: (row) => (
        <Bar
          less={Math.max(-row.change, 0)}
          more={Math.max(row.change, 0)}
          most={most.get(unit(row)) ?? 0}
          sense={sense}
        />
      ),
      by: (row) => Math.abs(row.change),
    },
  ];
}
