// What is shown while an answer is on its way, or where there is none.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cancel, isOver } from "../api/progress";
import type { Job } from "../api/types";
import { Button } from "../ui/Button";
import { Num } from "../ui/figures";
import { Progress, Skeleton } from "../ui/layout";
import { ErrorNote, Note } from "../ui/Note";
import type { Answer } from "./asking";
import css from "./why.module.css";

/** An answer that is not there yet: how far it is, why it is not coming, and how to ask again. */
export function Working({ project, answer, label }: { project: string; answer: Answer; label: string }) {
  const { t } = useTranslation("why");
  const { job, error, again } = answer;
  if (!answer.mayAsk) return <Note>{t("viewer")}</Note>;
  if (error) return <ErrorNote error={error} onRetry={again} />;
  if (job?.state === "failed") {
    return (
      <Note kind="error">
        <p>{job.failure?.detail ?? t("failed")}</p>
        <Button onPress={again}>{t("again")}</Button>
      </Note>
    );
  }
  if (job?.state === "cancelled") {
    return (
      <Note>
        <p>{t("cancelled")}</p>
        <Button onPress={again}>{t("again")}</Button>
      </Note>
    );
  }
  return (
    <div className={css.working}>
      {job && !isOver(job) && <Going project={project} job={job} label={label} />}
      <Skeleton lines={5} label={label} />
    </div>
  );
}

/** A job under way: what it does, since when, and a way to end it. */
export function Going({ project, job, label }: { project: string; job: Job; label: string }) {
  const { t } = useTranslation("why");
  const [ending, setEnding] = useState(false);
  const seconds = Math.floor(job.progress.seconds);
  return (
    <Progress label={label}>
      <div className={css.going}>
        <p aria-live="polite">{t(job.state === "queued" ? "queued" : "solving")}</p>
        {seconds > 0 && (
          <span className={css.soft}>
            <Num value={seconds} /> {t("seconds")}
          </span>
        )}
        <Button
          kind="quiet"
          isDisabled={ending}
          onPress={() => {
            setEnding(true);
            cancel(project, job.id).catch(() => {
              setEnding(false);
            });
          }}
        >
          {t("common:cancel")}
        </Button>
      </div>
    </Progress>
  );
}
