// What rows of a table must fit: conditions, each of which can be taken away again.
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { ColumnDescribed } from "../api/types";
import { Button } from "../ui/Button";
import { Actions, OpenDialog } from "../ui/Dialog";
import { Select, TextField } from "../ui/Field";
import { isNumeric } from "./cells";
import css from "./Data.module.css";
import { conditionOf, OPERATORS, operatorsFor } from "./conditions";

interface FilterProps {
  columns: readonly ColumnDescribed[];
  /** The column that is asked about unless another is chosen. */
  first: string;
  filters: readonly string[];
  onChange: (filters: readonly string[]) => void;
}

/** The conditions that hold, and a way to more. */
export function FilterBar({ columns, first, filters, onChange }: FilterProps) {
  const { t } = useTranslation("data");
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={css.filters}>
      <Button
        onPress={() => {
          setOpen(true);
        }}
      >
        <Plus size={16} aria-hidden />
        {t("filter.add")}
      </Button>
      {filters.map((filter) => {
        const { column, operator, value } = conditionOf(filter);
        const words = value
          ? t(`filter.is.${operator}`, { column, value })
          : t(operator === "ne" ? "filter.filled" : "filter.blank", { column });
        return (
          <AriaButton
            key={filter}
            className={css.chip ?? ""}
            aria-label={t("filter.drop", { what: words })}
            onPress={() => {
              onChange(filters.filter((each) => each !== filter));
            }}
          >
            <bdi>{words}</bdi>
            <X size={14} aria-hidden />
          </AriaButton>
        );
      })}
      <OpenDialog
        title={t("filter.title")}
        isOpen={isOpen}
        onClose={() => {
          setOpen(false);
        }}
      >
        {(close) => (
          <Condition
            columns={columns}
            first={first}
            onAdd={(filter) => {
              onChange([...filters.filter((each) => each !== filter), filter]);
              close();
            }}
          />
        )}
      </OpenDialog>
    </div>
  );
}

function Condition({
  columns,
  first,
  onAdd,
}: Pick<FilterProps, "columns" | "first"> & { onAdd: (filter: string) => void }) {
  const { t } = useTranslation("data");
  const [name, setName] = useState(first);
  const column = columns.find((each) => each.name === name);
  const operators = column ? operatorsFor(column) : OPERATORS;
  const [operator, setOperator] = useState<string>(operators[0] ?? "eq");
  const [value, setValue] = useState("");
  const chosen = operators.find((each) => each === operator) ?? operators[0] ?? "eq";
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(`${name}:${chosen}:${value.trim()}`);
      }}
    >
      <Select
        label={t("filter.column")}
        value={name}
        onChange={setName}
        choices={columns.map((each) => ({ id: each.name, title: each.name }))}
      />
      <Select
        label={t("filter.operator")}
        value={chosen}
        onChange={setOperator}
        choices={operators.map((each) => ({ id: each, title: t(`filter.operators.${each}`) }))}
      />
      <TextField
        label={t("filter.value")}
        hint={t(
          column && isNumeric(column)
            ? "filter.hintNumber"
            : column?.kind === "date"
              ? "filter.hintDay"
              : "filter.hint",
        )}
        value={value}
        onChange={setValue}
      />
      <Actions>
        <Button kind="primary" type="submit" isDisabled={chosen === "has" && value.trim() === ""}>
          {t("filter.apply")}
        </Button>
      </Actions>
    </form>
  );
}
