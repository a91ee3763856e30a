// The fields of a change: what happens, to which rows, when, why, and who says so.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Change } from "../api/types";
import { Select, SwitchInput } from "../ui/Field";
import { Note } from "../ui/Note";
import { CellsField } from "./CellsField";
import { ClaimFields } from "./ClaimFields";
import css from "./changes.module.css";
import { DaysFields } from "./DaysFields";
import type { Faults } from "./faults";
import { withTable, withWord } from "./fields";
import { useRows } from "./tables";
import { ValueField } from "./ValueField";
import { WhereField } from "./WhereField";
import { ALL_WORDS, columnsOf, tablesOf, type Word, wordOf } from "./words";

export interface FieldProps {
  readonly change: Change;
  readonly onChange: (some: Partial<Change>) => void;
  readonly faults: Faults;
}

/** All fields of a change. */
export function ChangeForm({
  project,
  economy,
  ...props
}: FieldProps & { readonly project: string; readonly economy: string }) {
  const { t } = useTranslation("changes");
  const { change, onChange, faults } = props;
  const word = wordOf(change.do);
  const table = change.table || word?.table || "";
  const rows = useRows(project, economy, table).data;
  const [isNew, setNew] = useState(Object.keys(change.values ?? {}).length > 0);
  if (!word) return <Note kind="warning">{t("form.unknownWord", { word: change.do })}</Note>;
  const brings = word.takesValues && (!word.takesWhere || isNew);
  return (
    <div className={css.form}>
      {faults[""] && <Note kind="error">{faults[""]}</Note>}
      <WordFields {...props} word={word} table={table} />
      {word.takesValues && word.takesWhere && (
        <SwitchInput
          isSelected={isNew}
          onChange={(on) => {
            setNew(on);
            onChange(on ? { where: "", value: null } : { values: {} });
          }}
        >
          {t("form.isNew")}
        </SwitchInput>
      )}
      {brings ? (
        <CellsField {...props} rows={rows} />
      ) : (
        word.takesWhere && table && <WhereField key={table} {...props} rows={rows} />
      )}
      <ColumnField {...props} word={word} columns={columnChoices(word, table, rows?.columns ?? [])} />
      {!brings && <ValueField {...props} word={word} table={table} rows={rows} />}
      {table && <DaysFields {...props} word={word} table={table} />}
      <ClaimFields change={change} onChange={onChange} faults={faults} />
    </div>
  );
}

function WordFields({ change, onChange, faults, word, table }: FieldProps & { word: Word; table: string }) {
  const { t } = useTranslation("changes");
  const tables = tablesOf(word);
  return (
    <div className={css.twoFields}>
      <Select
        label={t("form.word")}
        hint={t(`words.${word.name}.hint`)}
        wrong={faults.do}
        value={word.name}
        choices={ALL_WORDS.map((name) => ({ id: name, title: t(`words.${name}.title`) }))}
        onChange={(name) => {
          onChange(withWord(change, name));
        }}
      />
      {(tables.length > 1 || faults.table) && (
        <Select
          label={t("form.table")}
          wrong={faults.table}
          value={table}
          placeholder={t("form.chooseTable")}
          choices={tables.map((name) => ({ id: name, title: t(`tables.${name}`, { defaultValue: name }) }))}
          onChange={(name) => {
            onChange(withTable(change, word, name));
          }}
        />
      )}
    </div>
  );
}

interface ColumnTold {
  readonly name: string;
  readonly type: string;
}

/** The columns among which one is chosen; none where the word has one of its own. */
function columnChoices(word: Word, table: string, told: readonly ColumnTold[]): readonly string[] {
  const columns = columnsOf(word, table);
  if (columns !== null) return columns.length > 1 ? columns : [];
  const fitting = told.filter((each) => word.value !== "number" || ["number", "count"].includes(each.type));
  return word.value === "none" ? [] : fitting.map((each) => each.name);
}

function ColumnField({
  change,
  onChange,
  faults,
  word,
  columns,
}: FieldProps & { word: Word; columns: readonly string[] }) {
  const { t } = useTranslation("changes");
  if (columns.length === 0) return null;
  return (
    <Select
      label={t("form.column")}
      wrong={faults.column}
      value={change.column || word.defaults[change.table || word.table] || ""}
      placeholder={t("form.chooseColumn")}
      choices={columns.map((name) => ({ id: name, title: t(`columns.${name}`, { defaultValue: name }) }))}
      onChange={(column) => {
        onChange({ column });
      }}
    />
  );
}
