// What differs between two versions: rows cell by cell, settings, scenarios.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Differences } from "../api/types";
import { Badge } from "../ui/layout";
import { shownOf, type Value } from "./cells";
import css from "./History.module.css";
import { n } from "./counting";

type TableDifference = Differences["tables"][number];
type ChangedRow = TableDifference["rows"][number];

const BRIEF = 8; // rows of a table where there is little room

/** Two versions, side by side where they differ. */
export function DifferenceView({
  differences,
  brief = false,
}: {
  differences: Differences;
  brief?: boolean;
}) {
  const { t } = useTranslation("data");
  const { settings, tables } = differences;
  const names = Object.keys(settings);
  const isNothing = !names.length && !tables.length && !scenariosIn(differences).length;
  if (isNothing) return <p className={css.same}>{t("differences.none")}</p>;
  return (
    <div className={css.differences}>
      {names.length > 0 && <SettingsTable settings={settings} />}
      {tables.map((table) => (
        <TableView key={table.table} table={table} most={brief ? BRIEF : table.rows.length} />
      ))}
      {scenariosIn(differences).map(([kind, scenarios]) => (
        <p key={kind}>
          {t(`differences.scenarios.${kind}`, n(scenarios.length))} <bdi>{scenarios.join(", ")}</bdi>
        </p>
      ))}
    </div>
  );
}

/** A part that scrolls by itself, and is reached by the keyboard therefore. */
function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div className={css.scroll} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

function scenariosIn(differences: Differences): ["added" | "removed" | "changed", readonly string[]][] {
  const all: ["added" | "removed" | "changed", readonly string[]][] = [
    ["added", differences.scenarios_added],
    ["removed", differences.scenarios_removed],
    ["changed", differences.scenarios_changed],
  ];
  return all.filter(([, names]) => names.length > 0);
}

function SettingsTable({ settings }: { settings: Differences["settings"] }) {
  const { t } = useTranslation("data");
  return (
    <Scroll label={t("tables.title.economy")}>
      <table className={css.table}>
        <caption>{t("tables.title.economy")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("differences.setting")}</th>
            <th scope="col">{t("differences.before")}</th>
            <th scope="col">{t("differences.after")}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(settings).map(([name, pair]) => (
            <tr key={name}>
              <th scope="row">
                <bdi lang="en">{name}</bdi>
              </th>
              <td>
                <del>{pair[0]}</del>
              </td>
              <td>
                <ins>{pair[1]}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function TableView({ table, most }: { table: TableDifference; most: number }) {
  const { t } = useTranslation("data");
  const title = t(`tables.title.${table.table}`, { defaultValue: table.table });
  const counts = (["changed", "removed", "added"] as const).filter((kind) => table[kind] > 0);
  const listed = table.rows.slice(0, most);
  const total = table.added + table.removed + table.changed;
  return (
    <Scroll label={title}>
      <table className={css.table}>
        <caption>
          <strong>{title}</strong>{" "}
          {counts.map((kind) => t(`differences.${kind}`, n(table[kind]))).join(t("differences.comma"))}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("differences.what")}</th>
            <th scope="col">{t("differences.row")}</th>
            <th scope="col">{t("differences.cells")}</th>
          </tr>
        </thead>
        <tbody>
          {listed.map((row, at) => (
            <RowView key={at} row={row} />
          ))}
        </tbody>
      </table>
      {listed.length < total && <p className={css.rest}>{t("differences.rest", n(total - listed.length))}</p>}
    </Scroll>
  );
}

function RowView({ row }: { row: ChangedRow }) {
  const { t } = useTranslation("data");
  const kind = row.before === null ? "new" : row.after === null ? "gone" : "other";
  const words = { yes: t("grid.yes"), no: t("grid.no") };
  const shown = (value: Value | undefined) =>
    value === null || value === undefined ? "–" : shownOf(value, words);
  const names = Object.keys(row.after ?? row.before ?? {});
  const cells = names.filter((name) => {
    if (kind !== "other") return !(name in row.key) && (row.after ?? row.before)?.[name] !== null;
    return row.before?.[name] !== row.after?.[name];
  });
  const key = Object.entries(row.key).filter(([, value]) => value !== null);
  return (
    <tr>
      <td>
        <Badge kind={kind === "new" ? "good" : kind === "gone" ? "bad" : "doubt"}>
          {t(`differences.kind.${kind}`)}
        </Badge>
      </td>
      <th scope="row">
        <bdi>{key.map(([, value]) => shown(value)).join(" · ")}</bdi>
      </th>
      <td>
        <ul className={css.cells}>
          {cells.map((name) => (
            <li key={name}>
              <bdi lang="en">{name}</bdi> {kind !== "new" && <del>{shown(row.before?.[name])}</del>}
              {kind === "other" && <span aria-hidden> → </span>}
              {kind !== "gone" && <ins>{shown(row.after?.[name])}</ins>}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
