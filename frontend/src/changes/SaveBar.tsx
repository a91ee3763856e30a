// That something is not kept yet, and the ways to keep or drop it.
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { ErrorNote } from "../ui/Note";
import css from "./changes.module.css";
import type { Saving } from "./useSaving";

/** The bar under a draft. */
export function SaveBar({
  isNew,
  isSound,
  saving,
  label,
  onDrop,
}: {
  isNew: boolean;
  isSound: boolean;
  saving: Saving;
  label: string;
  onDrop: () => void;
}) {
  const { t } = useTranslation(["changes", "common"]);
  return (
    <div className={css.saveBar} role="region" aria-label={t("save.label")}>
      {saving.error !== null && <ErrorNote error={saving.error} />}
      <div className={css.between}>
        <span>{isSound ? (isNew ? t("save.new") : t("save.changed")) : t("save.faulty")}</span>
        <span className={css.line}>
          <Button kind="quiet" isDisabled={saving.isSaving} onPress={onDrop}>
            {t("save.drop")}
          </Button>
          <Button
            kind="primary"
            isDisabled={saving.isSaving || !isSound}
            onPress={() => {
              saving.save(label);
            }}
          >
            {saving.isSaving ? t("save.saving") : t("common:save")}
          </Button>
        </span>
      </div>
    </div>
  );
}
