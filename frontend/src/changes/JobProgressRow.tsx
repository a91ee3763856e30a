// A job in a line: what it is, how far it is, and its end.
import { useTranslation } from "react-i18next";
import { isOver, useJob } from "../api/progress";
import type { Job } from "../api/types";
import { Button } from "../ui/Button";
import { Badge, Skeleton } from "../ui/layout";
import css from "./changes.module.css";
import { JobEnd, JobGoing } from "./JobStatus";

export interface JobProgressRowProps {
  project: string;
  job: string;
  onPlan?: (result: string) => void;
}

/** How far a job is, and its end; `onPlan` is called with the result when somebody wants to see it. */
export function JobProgressRow({ project, job: id, onPlan }: JobProgressRowProps) {
  const { t } = useTranslation(["changes", "common"]);
  const job = useJob(project, id);
  if (!job) return <Skeleton lines={2} label={t("common:loading")} />;
  const isPlan = job.kind === "plan" || job.kind === "replan";
  const result = job.state === "finished" ? job.result : null;
  return (
    <div className={css.job}>
      <div className={css.between}>
        <JobName job={job} />
        {isOver(job) && (
          <Badge kind={job.state === "finished" ? "good" : job.state === "failed" ? "bad" : "plain"}>
            {t(`common:states.${job.state}`)}
          </Badge>
        )}
        {result && isPlan && onPlan && (
          <Button
            onPress={() => {
              onPlan(result);
            }}
          >
            {t("job.open")}
          </Button>
        )}
      </div>
      {isOver(job) ? <JobEnd job={job} /> : <JobGoing project={project} job={job} />}
    </div>
  );
}

function JobName({ job }: { job: Job }) {
  const { t } = useTranslation(["changes", "common"]);
  const scenario = job.request.scenario;
  return (
    <span className={css.jobName}>
      {t(`common:kinds.${job.kind}`, { defaultValue: job.kind })}
      {typeof scenario === "string" && scenario && (
        <>
          {" · "}
          <bdi>{scenario}</bdi>
        </>
      )}
    </span>
  );
}
