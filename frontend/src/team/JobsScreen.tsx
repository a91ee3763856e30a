// The jobs of a project: under way, and over.
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { isOver } from "../api/progress";
import { useJobs } from "../api/queries";
import type { Job } from "../api/types";
import { paths } from "../app/paths";
import { JobProgressRow } from "../changes/JobProgressRow";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Moment } from "../ui/figures";
import { Badge, Card, EmptyState, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";

const KIND_OF_STATE = {
  finished: "good",
  failed: "bad",
  cancelled: "plain",
  queued: "plain",
  running: "plain",
} as const;

/** Where what a job found is shown. */
export function placeOf(project: string, job: Job): string | null {
  if (!job.result) return null;
  if (job.kind === "plan" || job.kind === "replan") return paths.plan(project, job.result);
  if (job.kind === "rules") return paths.rules(project, job.result);
  return job.kind === "import" ? paths.project(project) : paths.result(project, job.result);
}

/** Every job, the newest first. */
export default function JobsScreen() {
  const { t } = useTranslation(["team", "common"]);
  const { project = "" } = useParams();
  const navigate = useNavigate();
  const jobs = useJobs(project);
  const running = (jobs.data ?? []).filter((job) => !isOver(job));
  const over = (jobs.data ?? []).filter(isOver);
  return (
    <Page>
      <PageHead title={t("jobs.title")} sub={t("jobs.sub")} />
      {jobs.isPending && <Skeleton label={t("common:loading")} />}
      {jobs.error && <ErrorNote error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {running.length > 0 && (
        <Card title={t("jobs.running")}>
          {running.map((job) => (
            <JobProgressRow
              key={job.id}
              project={project}
              job={job.id}
              onPlan={(plan) => void navigate(paths.plan(project, plan))}
            />
          ))}
        </Card>
      )}
      {jobs.data?.length === 0 && <EmptyState title={t("jobs.empty")}>{t("jobs.emptyWords")}</EmptyState>}
      {over.length > 0 && <Over project={project} jobs={over} />}
    </Page>
  );
}

function Over({ project, jobs }: { project: string; jobs: readonly Job[] }) {
  const { t } = useTranslation(["team", "common"]);
  const columns: TableColumn<Job>[] = [
    {
      id: "kind",
      title: t("jobs.kind"),
      isHead: true,
      cell: (job) => {
        const to = placeOf(project, job);
        const words = t(`common:kinds.${job.kind}`, job.kind);
        return to ? <Link to={to}>{words}</Link> : words;
      },
      by: (job) => job.kind,
    },
    { id: "about", title: t("jobs.about"), cell: (job) => <bdi>{aboutOf(job)}</bdi> },
    {
      id: "state",
      title: t("jobs.state"),
      cell: (job) => <Badge kind={KIND_OF_STATE[job.state]}>{t(`common:states.${job.state}`)}</Badge>,
      by: (job) => job.state,
    },
    {
      id: "ended",
      title: t("jobs.ended"),
      cell: (job) => job.ended_at && <Moment iso={job.ended_at} />,
      by: (job) => job.ended_at ?? "",
    },
    { id: "why", title: t("jobs.why"), cell: (job) => job.failure?.detail ?? "" },
  ];
  return <DataTable caption={t("jobs.over")} columns={columns} rows={jobs} rowKey={(job) => job.id} />;
}

function aboutOf(job: Job): string {
  const { scenario, name, rule } = job.request as Record<string, unknown>;
  return [scenario, name, rule].filter((each) => typeof each === "string" && each !== "").join(" · ");
}
