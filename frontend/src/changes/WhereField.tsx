// Which rows a change is about: conditions that all must hold, chosen from what the table holds, or written.
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Change, Rows } from "../api/types";
import { Button } from "../ui/Button";
import { SwitchInput, TextField } from "../ui/Field";
import { Note } from "../ui/Note";
import type { FieldProps } from "./ChangeForm";
import css from "./changes.module.css";
import { ConditionRow } from "./ConditionRow";
import { type Condition, conditionsIn, whereOf } from "./where";
import { keyOf, wordOf } from "./words";

/** A condition with no value yet, on the column by which people know the rows. */
function firstOf(change: Change): Condition {
  const table = change.table || wordOf(change.do)?.table || "";
  return { column: keyOf(table)[0] ?? "", attribute: "", sign: "=", values: [] };
}

/** The conditions of a change, one in a line; a text where it is of no form that is known. */
export function WhereField({ change, onChange, faults, rows }: FieldProps & { rows: Rows | undefined }) {
  const { t } = useTranslation("changes");
  const read = conditionsIn(change.where);
  const [asText, setAsText] = useState(read === null);
  const [pending, setPending] = useState<Condition | null>(() => (change.where ? null : firstOf(change)));
  const conditions = read ?? [];
  const become = (next: readonly Condition[]) => {
    onChange({ where: whereOf(next.filter((each) => each.values.length > 0)) });
    setPending(next.find((each) => each.values.length === 0) ?? null);
  };
  const shown = pending ? [...conditions, pending] : conditions;
  return (
    <fieldset className={css.fieldset}>
      <legend>{t("form.where")}</legend>
      <p className={css.soft}>{t("form.whereHint")}</p>
      {asText || read === null ? (
        <TextField
          label={t("form.whereText")}
          hint={t("form.whereTextHint")}
          wrong={faults.where}
          value={change.where}
          onChange={(where) => {
            onChange({ where });
          }}
        />
      ) : (
        <>
          {faults.where && <Note kind="error">{faults.where}</Note>}
          {shown.map((condition, at) => (
            <ConditionRow
              key={at}
              condition={condition}
              rows={rows}
              onChange={(next) => {
                become(shown.map((each, other) => (other === at ? next : each)));
              }}
              onDrop={() => {
                become(shown.filter((_, other) => other !== at));
              }}
            />
          ))}
          {conditions.length === 0 && <Note kind="warning">{t("form.allRows")}</Note>}
          <Button
            isDisabled={pending !== null || !rows}
            onPress={() => {
              setPending(firstOf(change));
            }}
          >
            <Plus size={16} aria-hidden />
            {t("form.addCondition")}
          </Button>
        </>
      )}
      <SwitchInput isSelected={asText || read === null} isDisabled={read === null} onChange={setAsText}>
        {t("form.asText")}
      </SwitchInput>
    </fieldset>
  );
}
