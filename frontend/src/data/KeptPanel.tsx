// What was kept, and the ways on: plan it, look at its tables, bring another.
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Economy } from "../api/types";
import { paths } from "../app/paths";
import { RunButton } from "../changes/RunButton";
import { Button, LinkButton } from "../ui/Button";
import { EmptyState } from "../ui/layout";
import css from "./Upload.module.css";

interface KeptProps {
  project: string;
  economy: Economy;
  isNew: boolean;
  onAnother: () => void;
}

/** That something was kept, in words, and what to do with it. */
export function KeptPanel({ project, economy, isNew, onAnother }: KeptProps) {
  const { t } = useTranslation("data");
  const navigate = useNavigate();
  const words = { name: economy.name, number: economy.version.number };
  return (
    <EmptyState
      title={t(isNew ? "upload.keptNew" : "upload.keptVersion", words)}
      action={
        <div className={css.buttons}>
          <RunButton
            project={project}
            economy={economy.id}
            onPlan={(plan) => void navigate(paths.plan(project, plan))}
          />
          <LinkButton to={paths.data(project, economy.id)}>{t("upload.tables")}</LinkButton>
          <Button onPress={onAnother}>{t("upload.another")}</Button>
        </div>
      }
    >
      {t("upload.keptWords")}
    </EmptyState>
  );
}
