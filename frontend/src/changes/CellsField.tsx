// The cells of a row that a change brings.
import { useTranslation } from "react-i18next";
import type { Rows } from "../api/types";
import { TextField } from "../ui/Field";
import { Note } from "../ui/Note";
import { Skeleton } from "../ui/layout";
import type { FieldProps } from "./ChangeForm";
import css from "./changes.module.css";

const DATED: ReadonlySet<string> = new Set(["from", "until", "source", "note"]);

/** A field for each column of the table; blank ones are left out of the row. */
export function CellsField({ change, onChange, faults, rows }: FieldProps & { rows: Rows | undefined }) {
  const { t } = useTranslation(["changes", "common"]);
  if (!rows) return <Skeleton lines={3} label={t("common:loading")} />;
  const columns = [
    ...rows.columns.filter((each) => !DATED.has(each.name)),
    { name: "unit", type: "text", unit: "", meaning: t("form.unitHint") },
  ];
  const said = change.values ?? {};
  const put = (column: string, text: string) => {
    const others = Object.entries(said).filter(([name]) => name !== column);
    onChange({ values: Object.fromEntries(text ? [...others, [column, text]] : others) });
  };
  return (
    <fieldset className={css.fieldset}>
      <legend>{t("form.cells")}</legend>
      {faults.values && <Note kind="error">{faults.values}</Note>}
      <div className={css.cells}>
        {columns.map((column) => (
          <TextField
            key={column.name}
            label={t(`columns.${column.name}`, { defaultValue: column.name })}
            {...(column.unit || column.name === "unit" ? { hint: column.unit || column.meaning } : {})}
            value={said[column.name] ?? ""}
            onChange={(text) => {
              put(column.name, text);
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}
