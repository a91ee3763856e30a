// A table of a result, a hundred rows at a time, with what its columns mean.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../language/format";
import { Button } from "../ui/Button";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Num } from "../ui/figures";
import { Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import { Tip } from "../ui/Tip";
import css from "./compare.module.css";
import { useRows } from "./queries";

const PAGE = 100;

type Cells = readonly unknown[];

/** The rows of a table, page by page. */
export function ResultTable({ project, result, table }: { project: string; result: string; table: string }) {
  const { t } = useTranslation("compare");
  const [offset, setOffset] = useState(0);
  const { data, error, refetch } = useRows(project, result, table, offset, PAGE);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} label={t("common:loading")} />;
  const columns = data.columns.map(({ name, unit, meaning }, at): TableColumn<Cells> => {
    const words = [name, unit && `(${unit})`].filter(Boolean).join(" ");
    const isNumber = (data.rows as Cells[]).some((row) => typeof row[at] === "number");
    return {
      id: name,
      title: meaning ? <Tip text={meaning}>{words}</Tip> : <bdi>{words}</bdi>,
      isNumber,
      isHead: at === 0 && !isNumber,
      cell: (row) => <Cell value={row[at]} />,
    };
  });
  const until = Math.min(offset + PAGE, data.total);
  const span = { from: number(offset + 1), until: number(until), total: number(data.total) };
  return (
    <div className={css.part}>
      <DataTable
        caption={data.total === 0 ? t("result.noRows") : t("result.rows", span)}
        columns={columns}
        rows={data.rows as Cells[]}
        rowKey={(_, at) => String(offset + at)}
      />
      {data.total > PAGE && (
        <div className={css.pages}>
          <Button
            isDisabled={offset === 0}
            onPress={() => {
              setOffset(offset - PAGE);
            }}
          >
            {t("result.before")}
          </Button>
          <Button
            isDisabled={until >= data.total}
            onPress={() => {
              setOffset(offset + PAGE);
            }}
          >
            {t("result.next")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Cell({ value }: { value: unknown }) {
  if (typeof value === "number") return <Num value={value} />;
  if (value === null || value === undefined || value === "") return <>–</>;
  return <bdi>{typeof value === "object" ? JSON.stringify(value) : String(value as string | boolean)}</bdi>;
}
