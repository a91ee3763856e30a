// When a change holds: its first and last day, and the day it becomes known.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, DateInput } from "../ui/Field";
import type { FieldProps } from "./ChangeForm";
import css from "./changes.module.css";
import { dayAfter, dayBefore } from "./dates";
import { daysOf, type Word } from "./words";

/** The fields of days; none where rows of the table hold always. */
export function DaysFields({
  change,
  onChange,
  faults,
  word,
  table,
}: FieldProps & { word: Word; table: string }) {
  const { t } = useTranslation("changes");
  const days = daysOf(word, table);
  const [isKnownLater, setKnownLater] = useState(Boolean(change.known_from));
  if (days === "none") return <p className={css.soft}>{t("days.none")}</p>;
  return (
    <>
      <div className={css.twoFields}>
        <DateInput
          label={days === "both" ? t("days.first") : t("days.on")}
          hint={days === "both" ? t("days.firstHint") : t("days.onHint")}
          wrong={faults.from}
          value={change.from ?? ""}
          onChange={(day) => {
            onChange({ from: day || null });
          }}
        />
        {days === "both" && (
          <DateInput
            label={t("days.last")}
            hint={t("days.lastHint")}
            wrong={faults.until}
            value={change.until ? dayBefore(change.until) : ""}
            {...(change.from ? { min: change.from } : {})}
            onChange={(day) => {
              onChange({ until: day ? dayAfter(day) : null });
            }}
          />
        )}
      </div>
      <Checkbox
        isSelected={isKnownLater}
        onChange={(on) => {
          setKnownLater(on);
          onChange({ known_from: on ? (change.from ?? null) : null });
        }}
      >
        {t("days.surprise")}
      </Checkbox>
      {isKnownLater && (
        <DateInput
          label={t("days.known")}
          hint={t("days.knownHint")}
          wrong={faults.known_from}
          value={change.known_from ?? ""}
          onChange={(day) => {
            onChange({ known_from: day || null });
          }}
        />
      )}
    </>
  );
}
