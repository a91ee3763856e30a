// The changes of a scenario in their order; a parent's come first and are only read here.
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Change, Scenario } from "../api/types";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/layout";
import { ChangeDialog } from "./ChangeDialog";
import { ChangeItem } from "./ChangeItem";
import css from "./changes.module.css";
import { blankChange, moved } from "./draft";
import { actAndDays, plain, sentenceOf } from "./sentence";
import { useNames, type useTrial } from "./tables";
import { lineOf } from "./tree";

interface ChangeListProps {
  project: string;
  economy: string;
  scenario: Scenario;
  known: readonly Scenario[];
  mayPlan: boolean;
  trial: ReturnType<typeof useTrial>;
  onChange: (changes: readonly Change[], label: string) => void;
}

interface Edited {
  readonly at: number;
  readonly change: Change;
}

/** The list, with ways to add, edit, order and take out. */
export function ChangeList(props: ChangeListProps) {
  const { project, economy, scenario, known, mayPlan, trial, onChange } = props;
  const { t } = useTranslation("changes");
  const nameOf = useNames(project, economy);
  const [edited, setEdited] = useState<Edited | null>(null);
  const { changes } = scenario;
  const said = (change: Change) => plain(actAndDays(t, change, nameOf));
  const put = ({ at, change }: Edited) => {
    const next =
      at < changes.length ? changes.map((each, n) => (n === at ? change : each)) : [...changes, change];
    onChange(next, said(change));
  };
  return (
    <section className={css.stack} aria-labelledby="changes-title">
      <div className={css.between}>
        <h3 id="changes-title">{t("list.title")}</h3>
        {mayPlan && (
          <Button
            onPress={() => {
              setEdited({ at: changes.length, change: blankChange("close", "routes") });
            }}
          >
            <Plus size={16} aria-hidden />
            {t("list.add")}
          </Button>
        )}
      </div>
      <Inherited line={lineOf(scenario.parent, known)} nameOf={nameOf} />
      {changes.length === 0 && <EmptyState title={t("list.empty")}>{t("list.emptyWords")}</EmptyState>}
      <ol className={css.changes}>
        {changes.map((change, at) => (
          <ChangeItem
            key={at}
            {...{ change, at, mayPlan, nameOf }}
            last={changes.length - 1}
            tried={trial.data?.changes[at]}
            onEdit={() => {
              setEdited({ at, change });
            }}
            onMove={(to) => {
              onChange(moved(changes, at, to), t("undo.moved", { what: said(change) }));
            }}
            onDuplicate={() => {
              onChange(
                [...changes.slice(0, at + 1), change, ...changes.slice(at + 1)],
                t("undo.doubled", { what: said(change) }),
              );
            }}
            onDrop={() => {
              onChange(
                changes.filter((_, other) => other !== at),
                t("undo.dropped", { what: said(change) }),
              );
            }}
          />
        ))}
      </ol>
      {edited && (
        <ChangeDialog
          key={edited.at}
          {...{ project, economy, scenario }}
          at={edited.at}
          given={edited.change}
          onClose={() => {
            setEdited(null);
          }}
          onDone={(change) => {
            put({ at: edited.at, change });
            setEdited(null);
          }}
        />
      )}
    </section>
  );
}

function Inherited({
  line,
  nameOf,
}: {
  line: readonly Scenario[];
  nameOf: (column: string, name: string) => string;
}) {
  const { t } = useTranslation("changes");
  const changes = line.flatMap((each) => each.changes);
  if (changes.length === 0) return null;
  return (
    <details className={css.details}>
      <summary>{t("list.inherited", { count: changes.length, number: changes.length })}</summary>
      <ul>
        {changes.map((change, at) => (
          <li key={at}>{sentenceOf(t, change, nameOf)}</li>
        ))}
      </ul>
    </details>
  );
}
