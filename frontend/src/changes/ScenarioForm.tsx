// Title, description, parent, source and calendar of a scenario.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Scenario } from "../api/types";
import { Button } from "../ui/Button";
import { Actions } from "../ui/Dialog";
import { DateInput, Select, SwitchInput, TextField } from "../ui/Field";
import { calendarText, lengthsIn } from "./calendar";
import css from "./changes.module.css";
import { parentsFor, titleOf } from "./tree";

const NONE = "/"; // no scenario has this name

/** The form; `onDone` is told the scenario as it becomes. */
export function ScenarioForm({
  now,
  known,
  onDone,
}: {
  now: Scenario;
  known: readonly Scenario[];
  onDone: (next: Scenario) => void;
}) {
  const { t } = useTranslation("changes");
  const [said, setSaid] = useState(now);
  const [lengths, setLengths] = useState(now.calendar ? calendarText(now.calendar.lengths) : "");
  const [start, setStart] = useState(now.calendar?.start ?? "");
  const [hasOwn, setOwn] = useState(Boolean(now.calendar));
  const read = lengthsIn(lengths);
  const isFit = !hasOwn || (read !== null && start !== "");
  const set = (some: Partial<Scenario>) => {
    setSaid({ ...said, ...some });
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isFit) return;
        onDone({ ...said, calendar: hasOwn && read ? { start, lengths: read } : null });
      }}
    >
      <TextField
        label={t("scenario.title")}
        value={said.title}
        autoFocus
        onChange={(title) => {
          set({ title });
        }}
      />
      <TextField
        label={t("scenario.description")}
        lines={3}
        value={said.description}
        onChange={(description) => {
          set({ description });
        }}
      />
      <Select
        label={t("scenario.parent")}
        hint={t("scenario.parentHint")}
        value={said.parent || NONE}
        choices={[
          { id: NONE, title: t("scenario.none") },
          ...parentsFor(now.name, known).map((each) => ({ id: each.name, title: titleOf(each) })),
        ]}
        onChange={(id) => {
          set({ parent: id === NONE ? "" : id });
        }}
      />
      <TextField
        label={t("claim.source")}
        hint={t("scenario.sourceHint")}
        value={said.source}
        onChange={(source) => {
          set({ source });
        }}
      />
      <SwitchInput isSelected={hasOwn} onChange={setOwn}>
        {t("scenario.ownCalendar")}
      </SwitchInput>
      {hasOwn && (
        <div className={css.twoFields}>
          <DateInput
            label={t("scenario.start")}
            wrong={start ? undefined : t("scenario.startMissing")}
            value={start}
            onChange={setStart}
          />
          <TextField
            label={t("scenario.lengths")}
            hint={t("scenario.lengthsHint")}
            wrong={read ? undefined : t("scenario.lengthsWrong")}
            value={lengths}
            onChange={setLengths}
          />
        </div>
      )}
      <Actions>
        <Button kind="primary" type="submit" isDisabled={!isFit}>
          {t("form.done")}
        </Button>
      </Actions>
    </form>
  );
}
