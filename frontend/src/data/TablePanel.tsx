// One table: what it is, what is looked for in it, the grid, and what is wrong in it.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { Finding, TableDescribed } from "../api/types";
import { ErrorNote, Note } from "../ui/Note";
import { Skeleton } from "../ui/layout";
import { said } from "./columns";
import css from "./Data.module.css";
import { tableDraft } from "./draft";
import { useDraft } from "./drafts";
import { FilterBar } from "./FilterBar";
import { FindingList } from "./FindingList";
import { marksOf, rowOf } from "./findings";
import { Grid } from "./Grid";
import { PAGE, type Part, useSettings } from "./queries";
import { Status } from "./Status";
import { TableActs } from "./TableActs";
import { useGrid } from "./useGrid";
import { useGridRows } from "./useGridRows";

interface PanelProps {
  project: string;
  economy: string;
  version: number;
  height: number;
  about: TableDescribed;
  tables: readonly TableDescribed[];
  findings: readonly Finding[];
  mayEdit: boolean;
}

/** A table as a grid, with its findings. */
export function TablePanel({
  project,
  economy,
  version,
  height,
  about,
  tables,
  findings,
  mayEdit,
}: PanelProps) {
  const { t } = useTranslation("data");
  const [asked, setAsked] = useSearchParams();
  const [seen, setSeen] = useState({ first: 0, last: PAGE - 1 });
  const draft = useDraft(economy);
  const edits = useMemo(
    () => tableDraft(draft ?? { version, tables: {} }, about.name),
    [draft, version, about],
  );
  const filters = asked.getAll("filter");
  const sort = asked.get("sort") ?? "";
  const filterKey = filters.join("\n");
  const part: Part = useMemo(
    () => ({
      project,
      economy,
      version,
      table: about.name,
      filters: filterKey ? filterKey.split("\n") : [],
      sort,
    }),
    [project, economy, version, about.name, filterKey, sort],
  );
  const rows = useGridRows(part, about, edits, height, seen);
  const decimal = useSettings(project, economy, version).data?.decimal ?? ".";
  const subject = useMemo(
    () => ({ economy, version, about, decimal, isGone: (row: number) => edits.dropped.has(row) }),
    [economy, version, about, decimal, edits],
  );
  const marks = useMemo(() => marksOf(findings, about.name, height), [findings, about.name, height]);
  const marked = useCallback((id: number, column: string) => marks.cells.get(id)?.get(column) ?? [], [marks]);
  const source = useMemo(() => ({ project, economy, version, tables }), [project, economy, version, tables]);
  const grid = useGrid({ subject, rows, mayEdit, marked, source, refusal: t("grid.readingOnly") });
  const onSeen = useCallback((first: number, last: number) => {
    setSeen((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, []);
  const change = (make: (next: URLSearchParams) => void) => {
    setAsked(
      (before) => {
        const next = new URLSearchParams(before);
        make(next);
        next.delete("row");
        return next;
      },
      { replace: true },
    );
  };
  useAskedRow(asked.get("row"), rows.isLoading, (row) => {
    grid.reach({ row, column: 0 });
  });
  const reach = (finding: Finding) => {
    const id = rowOf(finding.row ?? 2, height);
    const column = Math.max(
      rows.columns.findIndex((each) => each.name === finding.column),
      0,
    );
    grid.reach({ row: id < 0 ? rows.kept - id - 1 : id, column });
  };
  const title = t(`tables.title.${about.name}`, { defaultValue: about.name });
  return (
    <section className={css.panel} aria-label={title}>
      <div className={css.panelHead}>
        <h2>{title}</h2>
        <p className={css.sub}>{t("grid.oneRow", { what: said(about.meanings) })}</p>
      </div>
      {!mayEdit && <Note>{t("grid.readingOnly")}</Note>}
      <div className={css.tools}>
        <FilterBar
          columns={rows.columns}
          first={(rows.columns[grid.active.column] ?? rows.columns[0])?.name ?? ""}
          filters={part.filters}
          onChange={(next) => {
            change((query) => {
              query.delete("filter");
              for (const one of next) query.append("filter", one);
            });
          }}
        />
        {mayEdit && <TableActs grid={grid} edits={edits} />}
      </div>
      {rows.error && <ErrorNote error={rows.error} onRetry={rows.again} />}
      {rows.isLoading && !rows.error && <Skeleton lines={8} label={t("common:loading")} />}
      {!rows.isLoading && (
        <Grid
          grid={grid}
          title={title}
          edits={edits}
          marks={marks}
          height={height}
          sort={sort}
          onSort={(next) => {
            change((query) => {
              query.delete("sort");
              if (next) query.set("sort", next);
            });
          }}
          onSeen={onSeen}
        />
      )}
      <Status grid={grid} part={part} />
      <FindingList
        findings={findings.filter((one) => one.file === about.name)}
        onReach={filters.length || sort ? null : reach}
      />
    </section>
  );
}

/** Go once to the row that the address asks for. */
function useAskedRow(asked: string | null, isLoading: boolean, reach: (row: number) => void): void {
  const done = useRef<string | null>(null);
  useEffect(() => {
    if (asked === null || isLoading || done.current === asked || !/^\d+$/.test(asked)) return;
    done.current = asked;
    reach(Number(asked));
  }, [asked, isLoading, reach]);
}
