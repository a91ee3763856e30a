// What is made, bought and kept more or less, and what is paid.
import { useTranslation } from "react-i18next";
import type { TFunction } from "i18next";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { letter } from "./choosing";
import { changeColumns } from "./changeColumns";
import css from "./compare.module.css";
import type { Both, Changes } from "./differences";
import type { Things } from "./things";

interface DoingsProps {
  changes: Changes;
  things: Things;
  other: number;
}

interface Row extends Both {
  key: string;
  name: string;
  place: string;
  unit: string;
}

/** Tables of activities, supplies, stocks and money that change, what changes most first. */
export function Doings({ changes, things, other }: DoingsProps) {
  const { t } = useTranslation("compare");
  const parts = [
    { id: "made", rows: madeRows(changes, things) },
    { id: "bought", rows: boughtRows(t, changes, things) },
    { id: "kept", rows: keptRows(changes, things) },
    { id: "paid", rows: paidRows(changes, things) },
  ];
  return (
    <div className={css.part}>
      {parts.map(({ id, rows }) => (
        <div key={id} className={css.part}>
          <h3>{t(`doings.${id}`)}</h3>
          {id === "made" && <p className={css.soft}>{t("doings.levels")}</p>}
          {rows.length === 0 ? (
            <p>{t("doings.none")}</p>
          ) : (
            <DataTable
              caption={t(`doings.${id}Caption`, { letter: letter(other), base: letter(0) })}
              columns={columnsOf(t, rows, other)}
              rows={rows}
              rowKey={({ key }) => key}
            />
          )}
        </div>
      ))}
    </div>
  );
}

function columnsOf(t: TFunction, rows: readonly Row[], other: number): TableColumn<Row>[] {
  const named: TableColumn<Row> = {
    id: "name",
    title: t("compare:columns.what"),
    isHead: true,
    cell: ({ name }) => <bdi>{name}</bdi>,
    by: ({ name }) => name,
  };
  const placed: TableColumn<Row> = {
    id: "place",
    title: t("compare:columns.place"),
    cell: ({ place }) => <bdi>{place || "–"}</bdi>,
    by: ({ place }) => place,
  };
  const isPlaced = rows.some(({ place }) => place !== "");
  return [
    named,
    ...(isPlaced ? [placed] : []),
    ...changeColumns<Row>(t, rows, other, "plain", (row) => row.unit),
  ];
}

const largestFirst = (rows: readonly Row[]) =>
  [...rows].sort((one, other) => Math.abs(other.change) - Math.abs(one.change));

const both = ({ base, here, change }: Both): Both => ({ base, here, change });

function madeRows({ activities }: Changes, things: Things): Row[] {
  return largestFirst(
    activities.map((row) => ({
      key: `${row.activity} ${row.place}`,
      name: things.activity(row.activity),
      place: row.place && things.place(row.place),
      unit: "",
      ...both(row),
    })),
  );
}

function boughtRows(t: TFunction, { supplies }: Changes, things: Things): Row[] {
  return largestFirst(
    supplies.map((row) => ({
      key: `${row.supply} ${row.good} ${row.place} ${row.paid_in ?? ""}`,
      name: t("compare:doings.of", { supply: things.supply(row.supply), good: things.good(row.good) }),
      place: row.place && things.place(row.place),
      unit: things.unit(row.good),
      ...both(row),
    })),
  );
}

function keptRows({ stocks }: Changes, things: Things): Row[] {
  return largestFirst(
    stocks.map((row) => ({
      key: `${row.good} ${row.place}`,
      name: things.good(row.good),
      place: row.place && things.place(row.place),
      unit: things.unit(row.good),
      ...both(row),
    })),
  );
}

function paidRows({ money }: Changes, things: Things): Row[] {
  return money.map((row) => ({
    key: row.paid_in,
    name: things.good(row.paid_in),
    place: "",
    unit: things.unit(row.paid_in),
    ...both(row),
  }));
}
