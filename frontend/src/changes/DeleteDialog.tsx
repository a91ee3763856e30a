// Take a scenario out; where others go on from it, why not.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { Scenario } from "../api/types";
import { paths } from "../app/paths";
import { undo } from "../state/undo";
import { Button } from "../ui/Button";
import { Actions, OpenDialog } from "../ui/Dialog";
import { ErrorNote, Note } from "../ui/Note";
import { toast } from "../ui/toast";
import css from "./changes.module.css";
import { draftKey, keep } from "./draft";
import { deleteScenario, Overtaken } from "./saving";
import { titleOf } from "./tree";

interface DeleteDialogProps {
  project: string;
  economy: string;
  base: Scenario;
  known: readonly Scenario[];
  isOpen: boolean;
  onClose: () => void;
}

/** Asks once more before a scenario goes. */
export function DeleteDialog({ project, economy, base, known, isOpen, onClose }: DeleteDialogProps) {
  const { t } = useTranslation(["changes", "common"]);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const navigate = useNavigate();
  const children = known.filter((each) => each.parent === base.name);
  const title = titleOf(base);
  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      await deleteScenario({ project, economy }, base, t("undo.deleted", { title }));
      keep(draftKey(project, economy, base.name), null);
      toast(t("delete.done", { title }), { title: t("common:undo"), onAct: () => void undo() });
      onClose();
      void navigate(paths.scenarios(project, economy));
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <OpenDialog title={t("delete.title", { title })} isOpen={isOpen} onClose={onClose}>
      {children.length > 0 ? (
        <div className={css.stack}>
          <p>{t("delete.refused")}</p>
          <ul>
            {children.map((each) => (
              <li key={each.name}>
                <Link to={paths.scenarios(project, economy, each.name)} onClick={onClose}>
                  <bdi>{titleOf(each)}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p>{t("delete.words")}</p>
      )}
      {error instanceof Overtaken && <Note kind="warning">{t("conflict.quick")}</Note>}
      {error !== null && !(error instanceof Overtaken) && <ErrorNote error={error} />}
      <Actions>
        <Button onPress={onClose}>{t("common:cancel")}</Button>
        {children.length === 0 && (
          <Button kind="danger" isDisabled={isBusy} onPress={() => void go()}>
            {t("common:delete")}
          </Button>
        )}
      </Actions>
    </OpenDialog>
  );
}
