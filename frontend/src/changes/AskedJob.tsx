// What a dialog shows of a job that was asked for in it.
import { useTranslation } from "react-i18next";
import { isOver } from "../api/progress";
import { Button } from "../ui/Button";
import { Actions } from "../ui/Dialog";
import type { Asking } from "./asking";
import css from "./changes.module.css";
import { JobEnd, JobGoing } from "./JobStatus";

/** How the job goes on, or why it gave no answer and a way back to the options. */
export function AskedJob({ project, asking }: { project: string; asking: Asking }) {
  const { t } = useTranslation("changes");
  if (!asking.job) return null;
  if (!isOver(asking.job)) {
    return (
      <div className={css.stack}>
        <JobGoing project={project} job={asking.job} />
        <p className={css.soft}>{t("run.mayClose")}</p>
      </div>
    );
  }
  return (
    <div className={css.stack}>
      <JobEnd job={asking.job} />
      <Actions>
        <Button onPress={asking.clear}>{t("run.again")}</Button>
      </Actions>
    </div>
  );
}
