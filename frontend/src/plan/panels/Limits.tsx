// What binds at a place, on a route or at a supply: things that are used to the full.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../../language/format";
import { isolated } from "../../language/isolated";
import { DataTable } from "../../ui/DataTable";
import { Amount, Day } from "../../ui/figures";
import { limitsOf } from "../facts";
import { limitKind, limitTitle } from "../limits";
import type { Picture } from "../picture";
import css from "../plan.module.css";
import type { PanelProps } from "./shown";
import { Worth } from "./Worth";

/** The limits that hold a thing back. */
export function Limits({ scene, asked, at, kind }: PanelProps & { kind: "place" | "route" | "supply" }) {
  const { t } = useTranslation("plan");
  const { picture } = scene;
  const { binding } = picture;
  const rows = useMemo(() => limitsOf(scene, { kind, at }, asked.period), [scene, kind, at, asked.period]);
  if (rows.length === 0) return <p className={css.soft}>{t("limits.none")}</p>;
  return (
    <DataTable
      caption={t("limits.caption")}
      rows={rows}
      rowKey={({ row }) => String(row)}
      columns={[
        {
          id: "what",
          title: t("limits.what"),
          cell: ({ row, times }) => (
            <>
              {limitKind(t, binding.kind[row])} <bdi>{limitTitle(t, picture, row)}</bdi>
              {asked.period === null && <When picture={picture} row={row} times={times} />}
            </>
          ),
          by: ({ row }) => limitTitle(t, picture, row),
          isHead: true,
        },
        {
          id: "most",
          title: t("limits.most"),
          cell: ({ row }) => <Amount value={binding.at_most[row] ?? 0} unit={binding.unit[row] ?? ""} />,
          by: ({ row }) => binding.at_most[row] ?? 0,
          isNumber: true,
        },
        {
          id: "worth",
          title: t("limits.worth"),
          cell: ({ row }) => (
            <Worth aim={picture.aims[binding.aim[row] ?? -1]} price={binding.price[row] ?? 0} />
          ),
          by: ({ row }) => binding.price[row] ?? 0,
          isNumber: true,
        },
      ]}
    />
  );
}

/** In which period something binds, or in how many. */
function When({ picture, row, times }: { picture: Picture; row: number; times: number }) {
  const { t } = useTranslation("plan");
  const period = picture.periods[picture.binding.period[row] ?? -1];
  return (
    <small className={css.aim}>
      {times > 1 ? (
        t("worst.times", { count: times, times: isolated(number(times)) })
      ) : period ? (
        <>
          {t("worst.from")} <Day iso={period.start} brief />
        </>
      ) : (
        t("limits.several")
      )}
    </small>
  );
}
