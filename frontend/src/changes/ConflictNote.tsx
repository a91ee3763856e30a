// Somebody else saved the same scenario meanwhile: theirs, ours, and what to do.
import { useTranslation } from "react-i18next";
import type { Scenario } from "../api/types";
import { Button } from "../ui/Button";
import { Actions, Dialog } from "../ui/Dialog";
import { Note } from "../ui/Note";
import css from "./changes.module.css";
import { differenceOf } from "./difference";
import { sentenceOf } from "./sentence";

interface ConflictNoteProps {
  /** What the server has now; null: it was taken out. */
  theirs: Scenario | null;
  mine: Scenario;
  onTake: () => void;
  onKeep: () => void;
}

/** What happened, kindly, and the ways on. */
export function ConflictNote({ theirs, mine, onTake, onKeep }: ConflictNoteProps) {
  const { t } = useTranslation("changes");
  return (
    <Note kind="warning">
      <p>{theirs ? t("conflict.changed") : t("conflict.gone")}</p>
      <Actions>
        {theirs && (
          <Dialog
            title={t("conflict.theirs")}
            wide
            trigger={<Button kind="quiet">{t("conflict.see")}</Button>}
          >
            <Comparison theirs={theirs} mine={mine} />
          </Dialog>
        )}
        <Button onPress={onTake}>{theirs ? t("conflict.take") : t("conflict.dropMine")}</Button>
        <Button kind="primary" onPress={onKeep}>
          {t("conflict.keep")}
        </Button>
      </Actions>
    </Note>
  );
}

function Comparison({ theirs, mine }: { theirs: Scenario; mine: Scenario }) {
  const { t } = useTranslation("changes");
  const found = differenceOf(theirs, mine);
  const parts = [
    { title: t("conflict.onlyTheirs"), changes: found.onlyFirst },
    { title: t("conflict.onlyMine"), changes: found.onlySecond },
  ];
  return (
    <div className={css.stack}>
      {parts.map((part) => (
        <section key={part.title}>
          <h3>{part.title}</h3>
          {part.changes.length === 0 && <p className={css.soft}>{t("conflict.nothing")}</p>}
          <ul>
            {part.changes.map((change, at) => (
              <li key={at}>{sentenceOf(t, change, (_, name) => name)}</li>
            ))}
          </ul>
        </section>
      ))}
      {found.isOtherwise && <p>{t("conflict.head")}</p>}
    </div>
  );
}
