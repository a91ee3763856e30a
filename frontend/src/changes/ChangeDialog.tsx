// Add or edit a change, with its sentence and what it would do shown as one writes.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Change, Scenario } from "../api/types";
import { Button } from "../ui/Button";
import { Actions, OpenDialog } from "../ui/Dialog";
import { ChangeForm } from "./ChangeForm";
import css from "./changes.module.css";
import { faultsOf } from "./faults";
import { sentenceOf } from "./sentence";
import { useNames, useTrial } from "./tables";
import { TrialNote } from "./TrialNote";

interface ChangeDialogProps {
  project: string;
  economy: string;
  scenario: Scenario;
  /** Its position in the scenario; one past the last for a new one. */
  at: number;
  given: Change;
  onDone: (change: Change) => void;
  onClose: () => void;
}

/** The dialog; `onDone` is told the change as it becomes. */
export function ChangeDialog({ project, economy, scenario, at, given, onDone, onClose }: ChangeDialogProps) {
  const { t } = useTranslation(["changes", "common"]);
  const [change, setChange] = useState(given);
  const nameOf = useNames(project, economy);
  const isNew = at >= scenario.changes.length;
  const changes = isNew
    ? [...scenario.changes, change]
    : scenario.changes.map((each, other) => (other === at ? change : each));
  const trial = useTrial(project, economy, { ...scenario, changes });
  const findings = trial.data?.changes[at]?.findings ?? [];
  return (
    <OpenDialog title={isNew ? t("list.add") : t("list.editTitle")} wide isOpen onClose={onClose}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          onDone(change);
        }}
      >
        <ChangeForm
          {...{ project, economy, change }}
          faults={faultsOf(findings)}
          onChange={(some) => {
            setChange({ ...change, ...some });
          }}
        />
        <div className={css.preview}>
          <p className={css.sentence}>{sentenceOf(t, change, nameOf)}</p>
          <TrialNote trial={trial} at={at} />
        </div>
        <Actions>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" type="submit">
            {t("form.done")}
          </Button>
        </Actions>
      </form>
    </OpenDialog>
  );
}
