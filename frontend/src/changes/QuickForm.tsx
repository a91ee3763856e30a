// What happens to one thing, when, why, and into which scenario it goes.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Change, Rows, Scenario } from "../api/types";
import { Button } from "../ui/Button";
import { Actions } from "../ui/Dialog";
import { Select } from "../ui/Field";
import { ErrorNote, Note } from "../ui/Note";
import css from "./changes.module.css";
import { ClaimFields } from "./ClaimFields";
import { DaysFields } from "./DaysFields";
import { type Faults, faultsOf } from "./faults";
import type { QuickChangeProps } from "./QuickChange";
import { type Act, actsFor, changeFor } from "./quick";
import { Overtaken, saveScenario } from "./saving";
import { actAndDays, plain, sentenceOf, titleFor } from "./sentence";
import { isCurrency, useNames, useRows, useTrial } from "./tables";
import { type Target, withChange } from "./target";
import { TargetFields } from "./TargetFields";
import { TrialNote } from "./TrialNote";
import { ValueField } from "./ValueField";
import { wordOf } from "./words";

type QuickFormProps = QuickChangeProps & {
  scenarios: readonly Scenario[];
  goods: Rows | undefined;
  onDone: (scenario: Scenario, sentence: string) => void;
};

/** The form; `onDone` is told the scenario that was made, and what happens in it in words. */
export function QuickForm(props: QuickFormProps) {
  const { project, economy, subject, scenarios, onDone } = props;
  const { t } = useTranslation(["changes", "common"]);
  const acts = actsFor(subject.kind, isCurrency(props.goods, subject.name));
  const from = /^\d{4}-\d{2}-\d{2}$/.test(props.period ?? "") ? props.period : undefined;
  const [act, setAct] = useState(acts[0]);
  const [change, setChange] = useState<Change | null>(act ? changeFor(act, subject, from) : null);
  const [target, setTarget] = useState<Target>({ name: "", title: "", parent: props.scenario ?? "" });
  const [error, setError] = useState<unknown>(null);
  const [isSaving, setSaving] = useState(false);
  const nameOf = useNames(project, economy);
  const sentence = change ? actAndDays(t, change, nameOf) : "";
  const title = change ? titleFor(t, change, nameOf) : "";
  const titled = { ...target, title: target.title || title };
  const draft = change ? withChange(scenarios, titled, change) : null;
  const trial = useTrial(project, economy, draft?.now ?? null);
  const tried = trial.data?.changes.at(-1);
  if (!act || !change || !draft) return null;
  const save = async () => {
    setSaving(true);
    setError(null);
    try {
      await saveScenario({ project, economy }, draft.base, draft.now, plain(sentence));
      onDone(draft.now, sentence);
    } catch (refused) {
      setError(refused);
    }
    setSaving(false);
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <QuickFields
        {...props}
        act={act}
        acts={acts}
        change={change}
        faults={faultsOf(tried?.findings ?? [])}
        onAct={(next) => {
          const fresh = changeFor(next, subject, from);
          const { because, claimed_by, source, confidence, note, until } = change;
          setAct(next);
          setChange({
            ...fresh,
            from: change.from ?? null,
            until: until ?? null,
            because,
            claimed_by,
            source,
            confidence,
            note,
          });
        }}
        onChange={(some) => {
          setChange({ ...change, ...some });
        }}
      />
      <TargetFields scenarios={scenarios} target={target} title={title} onChange={setTarget} />
      <p className={css.sentence}>{sentenceOf(t, change, nameOf)}</p>
      <TrialNote trial={trial} at={draft.now.changes.length - 1} />
      {error instanceof Overtaken && <Note kind="warning">{t("conflict.quick")}</Note>}
      {error !== null && !(error instanceof Overtaken) && <ErrorNote error={error} />}
      <Actions>
        <Button kind="primary" type="submit" isDisabled={isSaving || trial.data?.sound === false}>
          {t("quick.save")}
        </Button>
      </Actions>
    </form>
  );
}

interface QuickFieldsProps extends QuickFormProps {
  act: Act;
  acts: readonly Act[];
  change: Change;
  faults: Faults;
  onAct: (act: Act) => void;
  onChange: (some: Partial<Change>) => void;
}

function QuickFields({ act, acts, onAct, ...props }: QuickFieldsProps) {
  const { t } = useTranslation("changes");
  const word = wordOf(act.word);
  const rows = useRows(props.project, props.economy, act.table).data;
  if (!word) return null;
  const fields = { change: props.change, onChange: props.onChange, faults: props.faults };
  return (
    <>
      <Select
        label={t("quick.what")}
        value={act.id}
        choices={acts.map((each) => ({ id: each.id, title: t(`acts.${props.subject.kind}.${each.id}`) }))}
        onChange={(id) => {
          const chosen = acts.find((each) => each.id === id);
          if (chosen) onAct(chosen);
        }}
      />
      {props.faults[""] && <Note kind="error">{props.faults[""]}</Note>}
      {props.faults.where && <Note kind="error">{props.faults.where}</Note>}
      <ValueField {...fields} word={word} table={act.table} rows={rows} />
      <DaysFields key={act.id} {...fields} word={word} table={act.table} />
      <details className={css.details}>
        <summary>{t("quick.why")}</summary>
        <div className={css.form}>
          <ClaimFields {...fields} />
        </div>
      </details>
    </>
  );
}
