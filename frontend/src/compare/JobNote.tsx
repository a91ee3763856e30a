// A job that a screen waits for: how far it is, a way to end it, and what became of it.
import { useTranslation } from "react-i18next";
import { isOver } from "../api/progress";
import type { Job } from "../api/types";
import { Button } from "../ui/Button";
import { Progress } from "../ui/layout";
import { Note } from "../ui/Note";
import css from "./compare.module.css";

interface JobNoteProps {
  job: Job;
  label: string;
  onStop: () => void;
  onAgain: () => void;
}

/** A job under way, failed or ended; nothing once it is finished. */
export function JobNote({ job, label, onStop, onAgain }: JobNoteProps) {
  const { t } = useTranslation("compare");
  if (job.state === "finished") return null;
  if (isOver(job))
    return (
      <Note kind={job.state === "failed" ? "error" : "info"}>
        <p>{job.state === "failed" ? (job.failure?.detail ?? t("job.failed")) : t("job.ended")}</p>
        {job.failure?.incident && (
          <p className={css.soft}>
            {t("common:problem.incident")} <bdi>{job.failure.incident}</bdi>
          </p>
        )}
        <Button onPress={onAgain}>{t("job.again")}</Button>
      </Note>
    );
  return (
    <div className={css.job}>
      <Progress label={label}>
        <span>{label}</span>
        <span className={css.soft} dir="auto">
          {job.state === "queued" ? t("common:states.queued") : job.progress.phase}
        </span>
      </Progress>
      <Button onPress={onStop}>{t("job.stop")}</Button>
    </div>
  );
}
