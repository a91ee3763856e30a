// The list of an economy's tables: how many rows each has, what is wrong in it, what is drafted.
import { CircleX, PencilLine, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";
import type { Finding, TableDescribed } from "../api/types";
import { paths } from "../app/paths";
import { Num } from "../ui/figures";
import { Select } from "../ui/Field";
import css from "./Data.module.css";
import { countOf, type Draft, tableDraft } from "./draft";
import { counted, isOfSettings } from "./findings";
import { n } from "./counting";

/** The name under which the settings stand among the tables, as in a workbook. */
export const SETTINGS = "economy";

interface ListProps {
  project: string;
  economy: string;
  tables: readonly TableDescribed[];
  rows: Readonly<Record<string, number>>;
  open: string;
  findings: readonly Finding[];
  draft: Draft | null;
}

/** The tables to choose from: a list at the side, or one control where there is no room. */
export function TableList({ project, economy, tables, rows, open, findings, draft }: ListProps) {
  const { t } = useTranslation("data");
  const navigate = useNavigate();
  const names = [SETTINGS, ...tables.map((table) => table.name)];
  const size = (name: string) => (rows[name] ?? 0) + (draft ? grown(draft, name) : 0);
  return (
    <>
      <nav className={css.list} aria-label={t("tables.label")}>
        <ul>
          {names.map((name) => (
            <li key={name}>
              <NavLink
                to={paths.data(project, economy, name)}
                aria-current={open === name ? "page" : undefined}
                className={`${css.entry ?? ""} ${open === name ? (css.open ?? "") : ""} ${
                  name !== SETTINGS && size(name) === 0 ? (css.empty ?? "") : ""
                }`}
              >
                <span>{t(`tables.title.${name}`, { defaultValue: name })}</span>
                <Marks
                  findings={findings.filter((one) => isOf(one, name))}
                  edits={draft ? countOf(draft, name) : 0}
                />
                {name !== SETTINGS && (
                  <span className={css.count}>
                    <Num value={size(name)} />
                    <span className="hidden">{t("tables.rows", n(size(name)))}</span>
                  </span>
                )}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className={css.pick}>
        <Select
          label={t("tables.label")}
          value={open}
          choices={names.map((name) => ({
            id: name,
            title: t(`tables.title.${name}`, { defaultValue: name }),
            hint: name === SETTINGS ? undefined : t("tables.rows", n(size(name))),
          }))}
          onChange={(name) => void navigate(paths.data(project, economy, name))}
        />
      </div>
    </>
  );
}

function isOf(finding: Finding, name: string): boolean {
  return name === SETTINGS ? isOfSettings(finding) : finding.file === name;
}

function grown(draft: Draft, name: string): number {
  const edits = tableDraft(draft, name);
  return edits.added.length - edits.dropped.size;
}

function Marks({ findings, edits }: { findings: readonly Finding[]; edits: number }) {
  const { t } = useTranslation("data");
  const { errors, warnings } = counted(findings);
  return (
    <span className={css.marks}>
      {edits > 0 && <PencilLine size={14} aria-label={t("tables.drafted", n(edits))} />}
      {errors > 0 && <CircleX size={14} className={css.error} aria-label={t("tables.errors", n(errors))} />}
      {errors === 0 && warnings > 0 && (
        <TriangleAlert size={14} className={css.warning} aria-label={t("tables.warnings", n(warnings))} />
      )}
    </span>
  );
}
