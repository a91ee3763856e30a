// Everything that the map shows, as tables: found by words, ordered by any column, and to take along.
import { Download, Map as MapSign } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { download } from "../api/client";
import { useProject, useResult } from "../api/queries";
import type { Result } from "../api/types";
import { paths } from "../app/paths";
import { problemWords } from "../app/words";
import { spoken } from "../language";
import { number } from "../language/format";
import { isolated } from "../language/isolated";
import { CopyAs } from "../report/CopyAs";
import { here, resultTableRecipe } from "../report/recipes";
import { Button, LinkButton } from "../ui/Button";
import { Select, TextField } from "../ui/Field";
import { EmptyState, Page, PageHead, Skeleton } from "../ui/layout";
import { Menu } from "../ui/Menu";
import { ErrorNote } from "../ui/Note";
import { toast } from "../ui/toast";
import { type Picture, type Scene, sceneOf } from "./picture";
import { usePicture } from "./queries";
import { TABLES, type Table, type TableName, tableOf } from "./tables/columns";
import { LongTable } from "./tables/LongTable";
import { type Order, rowsIn } from "./tables/ordering";
import css from "./tables/tables.module.css";

/** The screen of a plan's tables. */
export default function TablesScreen() {
  const { t } = useTranslation("plan");
  const { project = "", plan = "" } = useParams();
  const result = useResult(project, plan);
  const picture = usePicture(project, plan);
  const scene = useMemo(() => (picture.data ? sceneOf(picture.data) : null), [picture.data]);
  const failed = result.error ?? picture.error;
  return (
    <Page>
      <PageHead
        title={t("tables.title")}
        sub={
          picture.data ? (
            <>
              <bdi>{titleIn(picture.data)}</bdi>. {t("tables.sub")}
            </>
          ) : (
            t("tables.sub")
          )
        }
        actions={
          <LinkButton to={paths.plan(project, plan)}>
            <MapSign size={16} aria-hidden />
            {t("tables.back")}
          </LinkButton>
        }
      />
      {failed && <ErrorNote error={failed} onRetry={() => void picture.refetch()} />}
      {!failed && (!scene || !result.data) && <Skeleton lines={8} label={t("common:loading")} />}
      {scene && result.data && <Chosen project={project} result={result.data} scene={scene} />}
    </Page>
  );
}

function titleIn({ title }: Picture): string {
  return title[spoken()] || title.en || "";
}

function Chosen({ project, result, scene }: { project: string; result: Result; scene: Scene }) {
  const { t, i18n } = useTranslation("plan");
  const [query, setQuery] = useSearchParams();
  const [words, setWords] = useState("");
  const [order, setOrder] = useState<Order | null>(null);
  const name = TABLES.find((each) => each === query.get("table")) ?? "coverage";
  const language = i18n.language;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- names change with the language
  const table = useMemo(() => tableOf(scene, name, t), [scene, name, t, language]);
  const asked = useDeferredValue(words);
  const rows = useMemo(() => rowsIn(table, asked, order), [table, asked, order]);
  const [count, total] = [isolated(number(rows.length)), isolated(number(table.nRows))];
  return (
    <>
      <div className={css.tools}>
        <Select
          label={t("tables.pick")}
          value={name}
          choices={TABLES.map((each) => ({ id: each, title: t(`tables.${each}`) }))}
          onChange={(id) => {
            setOrder(null);
            setQuery({ table: id }, { replace: true });
          }}
        />
        <TextField label={t("tables.find")} type="search" value={words} onChange={setWords} />
        <p className={css.count} role="status">
          {rows.length === table.nRows
            ? t("tables.rows", { count: table.nRows, rows: total })
            : t("tables.of", { count: table.nRows, rows: count, total })}
        </p>
        <Take project={project} result={result} table={table} name={name} />
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t("tables.none")}>
          {t(table.nRows === 0 ? "tables.noneWords" : "tables.noneFound")}
        </EmptyState>
      ) : (
        <LongTable
          key={name}
          label={t(`tables.${name}`)}
          {...{ table, rows, order }}
          onOrder={setOrder}
          to={({ kind, name: of }) => paths.plan(project, result.id, { [kind]: of })}
        />
      )}
    </>
  );
}

const FORMATS = ["csv", "xlsx", "arrow"] as const;

/** Ways to take a table along. */
function Take({
  project,
  result,
  table,
  name,
}: {
  project: string;
  result: Result;
  table: Table;
  name: TableName;
}) {
  const { t } = useTranslation("plan");
  const found = useProject(project).data;
  if (!result.tables.includes(table.file)) return <p className={css.count}>{t("tables.noDownload")}</p>;
  const path = `/projects/${project}/results/${result.id}/tables/${table.file}`;
  return (
    <>
      <Menu
        label={t("tables.download")}
        acts={FORMATS.map((format) => ({
          id: format,
          title: t(`tables.${format}`),
          onAct: () => {
            download(`${path}?format=${format}`, `${name}.${format}`).catch((error: unknown) => {
              toast(problemWords(t, error));
            });
          },
        }))}
      >
        <Button>
          <Download size={16} aria-hidden />
          {t("tables.download")}
        </Button>
      </Menu>
      <CopyAs
        {...resultTableRecipe(here({ id: project, name: found?.name ?? "" }), { id: result.id }, table.file)}
      />
    </>
  );
}
