// The jobs under way in the project that one is in, in the top bar.
import { ListTodo } from "lucide-react";
import { Dialog as AriaDialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Link, useMatch, useNavigate } from "react-router";
import { isOver } from "../api/progress";
import { useJobs } from "../api/queries";
import { paths } from "../app/paths";
import { JobProgressRow } from "../changes/JobProgressRow";
import { IconButton } from "../ui/Button";
import controls from "../ui/controls.module.css";
import { number } from "../language/format";
import css from "./team.module.css";

/** A button with the number of jobs under way, and a list of them behind it. */
export function JobsTray() {
  const { t } = useTranslation("team");
  const navigate = useNavigate();
  const project = useMatch("/projects/:project/*")?.params.project ?? "";
  const jobs = (useJobs(project).data ?? []).filter((job) => !isOver(job));
  if (!project) return null;
  return (
    <DialogTrigger>
      <span className={css.trayButton}>
        <IconButton label={t("jobs.tray", { count: jobs.length })}>
          <ListTodo size={18} aria-hidden />
        </IconButton>
        {jobs.length > 0 && (
          <span className={css.count} aria-hidden>
            {number(jobs.length)}
          </span>
        )}
      </span>
      <Popover className={controls.popover ?? ""}>
        <AriaDialog aria-label={t("jobs.title")} className={css.tray ?? ""}>
          {jobs.length === 0 && <p className={css.soft}>{t("jobs.none")}</p>}
          {jobs.map((job) => (
            <JobProgressRow
              key={job.id}
              project={project}
              job={job.id}
              onPlan={(plan) => void navigate(paths.plan(project, plan))}
            />
          ))}
          <Link to={paths.jobs(project)}>{t("jobs.all")}</Link>
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  );
}
