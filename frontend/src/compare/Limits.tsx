// Limits that began or ceased to stand in the way, or do so for more or fewer periods.
import { useTranslation } from "react-i18next";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Num } from "../ui/figures";
import { letter } from "./choosing";
import css from "./compare.module.css";
import type { Changes, LimitRow } from "./differences";
import type { Things } from "./things";

interface LimitsProps {
  changes: Changes;
  things: Things;
  other: number;
}

const KINDS = new Set(["route", "limit", "capacity", "supply", "store", "intake", "equipment", "purse"]);
const STATES = ["began", "more", "less", "stopped"];

/** A table of limits whose hold changes. */
export function Limits({ changes, things, other }: LimitsProps) {
  const { t } = useTranslation("compare");
  const rows = [...changes.limits].sort(
    (one, two) => STATES.indexOf(one.state) - STATES.indexOf(two.state) || one.what.localeCompare(two.what),
  );
  if (rows.length === 0) return <p>{t("limits.none")}</p>;
  const what = ({ limit, what: named }: LimitRow) => whatOf(limit, named, things);
  const columns: TableColumn<LimitRow>[] = [
    { id: "what", title: t("columns.what"), isHead: true, cell: (row) => <bdi>{what(row)}</bdi>, by: what },
    {
      id: "kind",
      title: t("columns.kind"),
      cell: ({ limit }) => (KINDS.has(limit) ? t(`limits.kinds.${limit}`) : limit),
      by: ({ limit }) => limit,
    },
    {
      id: "place",
      title: t("columns.place"),
      cell: ({ place }) => <bdi>{place ? things.place(place) : "–"}</bdi>,
      by: ({ place }) => place,
    },
    {
      id: "state",
      title: t("limits.state"),
      cell: ({ state }) => t(`limits.states.${state}`),
      by: ({ state }) => state,
    },
    ...(["base_periods", "here_periods"] as const).map((id, at): TableColumn<LimitRow> => ({
      id,
      title: t("limits.periods", { letter: letter(at === 0 ? 0 : other) }),
      isNumber: true,
      cell: (row) => <Num value={row[id]} />,
      by: (row) => row[id],
    })),
  ];
  return (
    <div className={css.part}>
      <p className={css.soft}>{t("limits.lead")}</p>
      <DataTable
        caption={t("limits.caption")}
        columns={columns}
        rows={rows}
        rowKey={(row, at) => `${row.limit} ${row.what} ${row.place} ${String(at)}`}
      />
    </div>
  );
}

/** What a limit limits, part by part, each by its name for people. */
function whatOf(limit: string, named: string, things: Things): string {
  const title = (part: string): string => {
    if (limit === "route") return things.route(part) === part ? things.place(part) : things.route(part);
    if (limit === "supply" || limit === "purse") {
      return things.supply(part) === part ? things.good(part) : things.supply(part);
    }
    return things.good(part) === part ? things.place(part) : things.good(part);
  };
  return named.split(", ").map(title).join(" · ");
}
