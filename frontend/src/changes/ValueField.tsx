// The value of a change, asked for as it is meant: a share, a rise, a factor, an amount, days or a cell.
import { useTranslation } from "react-i18next";
import type { Rows } from "../api/types";
import { NumberInput, TextField } from "../ui/Field";
import type { FieldProps } from "./ChangeForm";
import { cellValue } from "./fields";
import { columnsOf, measureOf, type Word } from "./words";

/** The field of a value; none where the word has no value. */
export function ValueField({
  change,
  onChange,
  faults,
  word,
  table,
  rows,
}: FieldProps & { word: Word; table: string; rows: Rows | undefined }) {
  const { t } = useTranslation("changes");
  const measure = measureOf(word);
  if (measure === "none") return null;
  const column = change.column || word.defaults[table] || columnsOf(word, table)?.[0] || "";
  const told = rows?.columns.find((each) => each.name === column);
  if (measure === "cell") {
    return (
      <TextField
        label={t("value.cell")}
        hint={[told?.unit, t("value.cellHint")].filter(Boolean).join(" · ")}
        wrong={faults.value}
        value={change.value === null || change.value === undefined ? "" : String(change.value)}
        onChange={(text) => {
          onChange({ value: cellValue(text, told?.type) });
        }}
      />
    );
  }
  const isPercent = measure === "share" || measure === "rise" || measure === "factor";
  const hint = isPercent ? t(`value.${measure}Hint`) : (told?.unit ?? "");
  return (
    <NumberInput
      label={t(`value.${measure}`)}
      {...(hint ? { hint } : {})}
      wrong={faults.value}
      value={typeof change.value === "number" ? change.value : word.usual}
      percent={isPercent}
      {...(word.atLeast === null ? {} : { minValue: word.atLeast })}
      {...(word.atMost === null ? {} : { maxValue: word.atMost })}
      onChange={(value) => {
        onChange({ value });
      }}
    />
  );
}
