// A scenario with its changes, as it stands and as it is being written.
import { useTranslation } from "react-i18next";
import type { Scenario } from "../api/types";
import { Note } from "../ui/Note";
import { ChangeList } from "./ChangeList";
import css from "./changes.module.css";
import { ConflictNote } from "./ConflictNote";
import { draftKey, useDraft, write } from "./draft";
import { findingWords } from "./faults";
import { SaveBar } from "./SaveBar";
import { ScenarioHead } from "./ScenarioHead";
import { useTrial } from "./tables";
import { titleOf } from "./tree";
import { useSaving } from "./useSaving";

export interface EditorProps {
  readonly project: string;
  readonly economy: string;
  readonly name: string;
  /** As the server has it; null for a new one. */
  readonly base: Scenario | null;
  readonly known: readonly Scenario[];
  readonly mayPlan: boolean;
}

/** A scenario to read and, for who may, to change. */
export function ScenarioEditor(props: EditorProps) {
  const { project, economy, name, base, mayPlan } = props;
  const { t } = useTranslation("changes");
  const key = draftKey(project, economy, name);
  const draft = useDraft(key);
  const now = draft?.now ?? base;
  const trial = useTrial(project, economy, mayPlan ? now : null);
  const saving = useSaving(props);
  if (!now) return null;
  const become = (next: Scenario, label: string) => {
    write(key, draft?.base ?? base, now, next, label);
  };
  const drop = () => {
    saving.drop(t("undo.discarded", { title: titleOf(now) }));
  };
  return (
    <div className={css.stack}>
      <ScenarioHead {...props} now={now} isChanged={draft !== null} onChange={become} />
      {saving.overtaken && (
        <ConflictNote theirs={saving.overtaken.theirs} mine={now} onTake={drop} onKeep={saving.force} />
      )}
      {trial.data?.findings.map((finding, at) => (
        <Note key={at} kind="error">
          {findingWords(finding)}
        </Note>
      ))}
      {saving.doubts.map((finding, at) => (
        <Note key={at} kind="warning">
          {findingWords(finding)}
        </Note>
      ))}
      <ChangeList
        {...{ project, economy, known: props.known, mayPlan }}
        scenario={now}
        trial={trial}
        onChange={(changes, label) => {
          become({ ...now, changes: [...changes] }, label);
        }}
      />
      {mayPlan && draft && !saving.overtaken && (
        <SaveBar
          isNew={draft.base === null}
          isSound={trial.data?.sound !== false}
          saving={saving}
          onDrop={drop}
          label={t("undo.saved", { title: titleOf(now) })}
        />
      )}
    </div>
  );
}
