// After the scenario was made: plan it, with the progress of that, and what then can be opened.
import { isolated } from "../language/isolated";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, isOver, useJob } from "../api/progress";
import type { Job, Result } from "../api/types";
import { paths } from "../app/paths";
import { Button, LinkButton } from "../ui/Button";
import { Actions } from "../ui/Dialog";
import { ErrorNote, Note } from "../ui/Note";
import { sameUnder } from "./applying";
import type { About } from "./links";
import css from "./why.module.css";
import { Going } from "./Working";

interface PlanItProps {
  plan: Result;
  about: About;
  scenario: string;
  onClose: () => void;
}

/** The last steps of applying. */
export function PlanIt({ plan, about, scenario, onClose }: PlanItProps) {
  const { t } = useTranslation("why");
  const [asked, setAsked] = useState<Job | null>(null);
  const [error, setError] = useState<unknown>(null);
  const followed = useJob(about.project, asked && !isOver(asked) ? asked.id : null);
  const job = followed ?? asked;
  const start = () => {
    setError(null);
    ask(about.project, sameUnder(plan, scenario)).then(setAsked, setError);
  };
  const made = job?.state === "finished" ? job.result : null;
  return (
    <div className={css.form}>
      <p>{t("apply.made", { name: isolated(scenario) })}</p>
      {error !== null && <ErrorNote error={error} onRetry={start} />}
      {job && !isOver(job) && <Going project={about.project} job={job} label={t("apply.planning")} />}
      {job?.state === "failed" && <Note kind="error">{job.failure?.detail ?? t("failed")}</Note>}
      {job?.state === "cancelled" && <Note>{t("apply.cancelled")}</Note>}
      {made && <p role="status">{t("apply.planned")}</p>}
      <Actions>
        {made ? (
          <>
            <LinkButton to={paths.plan(about.project, made)}>{t("apply.open")}</LinkButton>
            <LinkButton kind="primary" to={paths.compare(about.project, [about.plan, made])}>
              {t("apply.compare")}
            </LinkButton>
          </>
        ) : (
          <>
            <LinkButton to={paths.scenarios(about.project, about.economy, scenario)}>
              {t("apply.look")}
            </LinkButton>
            {!job || isOver(job) ? (
              <Button kind="primary" onPress={start}>
                {t("apply.plan")}
              </Button>
            ) : (
              <Button onPress={onClose}>{t("common:close")}</Button>
            )}
          </>
        )}
      </Actions>
    </div>
  );
}
