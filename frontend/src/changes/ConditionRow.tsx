// One condition: a column, how it is compared, and with what.
import { Trash2, X } from "lucide-react";
import { Button as AriaButton, Tag, TagGroup, TagList } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Rows } from "../api/types";
import { IconButton } from "../ui/Button";
import { NumberInput, Select } from "../ui/Field";
import { AddValue } from "./AddValue";
import css from "./changes.module.css";
import { valuesIn } from "./tables";
import { conditionColumn } from "./subject";
import { BLANK, type Condition, type Sign, SIGNS } from "./where";

interface ConditionRowProps {
  condition: Condition;
  rows: Rows | undefined;
  onChange: (next: Condition) => void;
  onDrop: () => void;
}

/** The fields of a condition. */
export function ConditionRow({ condition, rows, onChange, onDrop }: ConditionRowProps) {
  const { t } = useTranslation("changes");
  const name = (each: Condition) => (each.attribute ? `${each.column}.${each.attribute}` : each.column);
  const columns = rows?.columns ?? [];
  const told = columns.find((each) => each.name === condition.column);
  const isNumber = !condition.attribute && (told?.type === "number" || told?.type === "count");
  const isCompared = condition.sign !== "=" && condition.sign !== "!=";
  const choices = columns.map((each) => ({
    id: each.name,
    title: t(`columns.${each.name}`, { defaultValue: each.name }),
  }));
  const own = { id: name(condition), title: conditionColumn(t, condition) };
  return (
    <div className={css.condition} role="group" aria-label={own.title}>
      <Select
        label={t("form.conditionColumn")}
        value={own.id}
        choices={choices.some((each) => each.id === own.id) ? choices : [own, ...choices]}
        onChange={(id) => {
          if (id !== own.id) onChange({ column: id, attribute: "", sign: "=", values: [] });
        }}
      />
      <Select
        label={t("form.conditionSign")}
        value={condition.sign}
        choices={SIGNS.filter((sign) => isNumber || sign === "=" || sign === "!=").map((sign) => ({
          id: sign,
          title: t(`signs.${sign}`),
        }))}
        onChange={(sign) => {
          onChange({ ...condition, sign: sign as Sign, values: condition.values.slice(0, 1) });
        }}
      />
      {isCompared ? (
        <NumberInput
          label={t("form.conditionNumber")}
          value={condition.values[0] ? Number(condition.values[0]) : null}
          onChange={(value) => {
            onChange({ ...condition, values: value === null ? [] : [String(value)] });
          }}
        />
      ) : (
        <ValuesField
          condition={condition}
          known={condition.attribute ? [] : valuesIn(rows, condition.column)}
          onChange={onChange}
        />
      )}
      <IconButton label={t("form.dropCondition", { column: own.title })} onPress={onDrop}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

function ValuesField({
  condition,
  known,
  onChange,
}: {
  condition: Condition;
  known: readonly string[];
  onChange: (next: Condition) => void;
}) {
  const { t } = useTranslation("changes");
  const shown = condition.values.map((value) => value ?? BLANK);
  const left = [...known.filter((each) => !shown.includes(each)), ...(shown.includes(BLANK) ? [] : [BLANK])];
  const put = (values: readonly string[]) => {
    onChange({ ...condition, values: values.map((value) => (value === BLANK ? null : value)) });
  };
  return (
    <div className={css.values}>
      <AddValue
        label={t("form.conditionValues")}
        choices={left.map((id) => ({ id, title: id === BLANK ? t("where.blank") : id }))}
        onAdd={(value) => {
          put([...shown, value]);
        }}
      />
      {shown.length > 0 && (
        <TagGroup
          aria-label={t("form.conditionChosen")}
          onRemove={(gone) => {
            put(shown.filter((each) => !gone.has(each)));
          }}
        >
          <TagList className={css.tags ?? ""}>
            {shown.map((value) => (
              <Tag key={value} id={value} textValue={value} className={css.tag ?? ""}>
                <bdi>{value === BLANK ? t("where.blank") : value}</bdi>
                <AriaButton
                  slot="remove"
                  className={css.drop ?? ""}
                  aria-label={t("form.dropValue", { value })}
                >
                  <X size={12} aria-hidden />
                </AriaButton>
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
    </div>
  );
}
