// A job as it goes on: what it is doing, how long already, how sure its answer is, and how it ended.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { cancel, isOver } from "../api/progress";
import type { Job } from "../api/types";
import { number } from "../language/format";
import { Button } from "../ui/Button";
import { Progress } from "../ui/layout";
import { Note } from "../ui/Note";
import { toast } from "../ui/toast";
import { problemWords } from "../app/words";
import css from "./changes.module.css";
import { clock, phaseWords, sureWords } from "./phase";

/** How a job that is under way goes on, with a way to end it. */
export function JobGoing({ project, job }: { project: string; job: Job }) {
  const { t } = useTranslation("changes");
  const seconds = useSeconds(job);
  const facts = [
    job.progress.n_programs > 0
      ? t("job.programs", { count: job.progress.n_programs, number: number(job.progress.n_programs) })
      : "",
    sureWords(t, job.progress.gap),
  ].filter(Boolean);
  return (
    <Progress label={t("job.going", { kind: t(`common:kinds.${job.kind}`, { defaultValue: job.kind }) })}>
      <p className={css.phase} aria-live="polite">
        {phaseWords(t, job)}
      </p>
      <div className={css.between}>
        <span className={css.soft}>
          <bdi>{clock(seconds)}</bdi>
          {facts.map((fact) => (
            <span key={fact}> · {fact}</span>
          ))}
        </span>
        <CancelButton project={project} job={job} />
      </div>
    </Progress>
  );
}

function CancelButton({ project, job }: { project: string; job: Job }) {
  const { t } = useTranslation("changes");
  const [asked, setAsked] = useState("");
  const isEnding = asked === job.id;
  const end = async () => {
    setAsked(job.id);
    try {
      await cancel(project, job.id);
    } catch (error) {
      setAsked("");
      toast(problemWords(t, error));
    }
  };
  return (
    <Button kind="quiet" isDisabled={isEnding} onPress={() => void end()}>
      {isEnding ? t("job.ending") : t("common:cancel")}
    </Button>
  );
}

const ADVICE: ReadonlySet<string> = new Set([
  "no-plan",
  "memory",
  "time",
  "stopped",
  "findings",
  "crashed",
  "worker-lost",
  "disk-full",
  "model",
]);

/** Why a job gave no answer, and what can be done about it; nothing for a job that did. */
export function JobEnd({ job }: { job: Job }) {
  const { t } = useTranslation("changes");
  if (job.state === "cancelled") return <Note>{t("job.cancelled")}</Note>;
  if (job.state !== "failed") return null;
  const failure = job.failure;
  return (
    <Note kind="error">
      <p>{failure?.detail || t("common:problem.unknown")}</p>
      {failure?.findings?.map((finding, at) => (
        <p key={at}>
          {finding.why} {finding.remedy}
        </p>
      ))}
      {failure && ADVICE.has(failure.code) && <p>{t(`failure.${failure.code}`)}</p>}
    </Note>
  );
}

/** Seconds since a job was begun, counted on between the server's reports. */
function useSeconds(job: Job): number {
  const [now, setNow] = useState(() => Date.now());
  const running = job.state === "running";
  useEffect(() => {
    if (!running) return;
    const each = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(each);
    };
  }, [running]);
  if (isOver(job) || !job.started_at) return job.progress.seconds;
  return Math.max(job.progress.seconds, (now - Date.parse(job.started_at)) / 1000);
}
