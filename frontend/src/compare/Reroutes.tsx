// What goes elsewhere: route by route, more and less, and good by good.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { SwitchInput } from "../ui/Field";
import { letter } from "./choosing";
import { changeColumns } from "./changeColumns";
import css from "./compare.module.css";
import { type Both, type Changes, ways } from "./differences";
import type { Things } from "./things";

interface ReroutesProps {
  changes: Changes;
  things: Things;
  other: number;
}

interface Row extends Both {
  key: string;
  route: string;
  from: string;
  to: string;
  goods: string;
  unit: string;
}

const MOST = 200;

/** Routes by how much more or less goes along them. */
export function Reroutes({ changes, things, other }: ReroutesProps) {
  const { t } = useTranslation("compare");
  const [isByGood, setByGood] = useState(false);
  const rows = useMemo(() => rowsOf(changes, things, isByGood), [changes, things, isByGood]);
  if (changes.flows.length === 0) return <p>{t("ways.none")}</p>;
  const text = (id: "route" | "from" | "to" | "goods", isHead = false): TableColumn<Row> => ({
    id,
    title: t(`columns.${id}`),
    isHead,
    cell: (row) => <bdi>{row[id]}</bdi>,
    by: (row) => row[id],
  });
  return (
    <div className={css.part}>
      <p className={css.soft}>{t("ways.lead")}</p>
      <SwitchInput isSelected={isByGood} onChange={setByGood}>
        {t("ways.byGood")}
      </SwitchInput>
      <DataTable
        caption={t("ways.caption", { letter: letter(other), base: letter(0) })}
        columns={[
          text("route", true),
          text("from"),
          text("to"),
          text("goods"),
          ...changeColumns<Row>(t, rows, other, "plain", isByGood ? ({ unit }) => unit : () => "t"),
        ]}
        rows={rows.slice(0, MOST)}
        rowKey={({ key }) => key}
      />
      {rows.length > MOST && <p className={css.soft}>{t("most", { count: rows.length - MOST })}</p>}
    </div>
  );
}

function rowsOf(changes: Changes, things: Things, isByGood: boolean): Row[] {
  if (!isByGood)
    return ways(changes.flows).map(({ route, from, to, goods, ...both }) => ({
      key: `${route} ${from} ${to}`,
      route: things.route(route),
      from: things.place(from),
      to: things.place(to),
      goods: goods.map(things.good).join(" · "),
      unit: "t",
      ...both,
    }));
  return changes.flows.map((row) => ({
    key: `${row.route} ${row.from_place} ${row.to_place} ${row.good}`,
    route: things.route(row.route),
    from: things.place(row.from_place),
    to: things.place(row.to_place),
    goods: things.good(row.good),
    unit: things.unit(row.good),
    base: row.base,
    here: row.here,
    change: row.change,
  }));
}
