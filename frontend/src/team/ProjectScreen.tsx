// The home of a project: its economies, its plans, what is under way.
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useEconomies, useJobs, usePlans, useProject } from "../api/queries";
import { isOver } from "../api/progress";
import type { Economy, Result } from "../api/types";
import { paths } from "../app/paths";
import { JobProgressRow } from "../changes/JobProgressRow";
import { RunButton } from "../changes/RunButton";
import { CopyAs } from "../report/CopyAs";
import { ShareDialog } from "../report/ShareDialog";
import { Checkbox } from "../ui/Field";
import { LinkButton } from "../ui/Button";
import { Card, EmptyState, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import { EconomyRow } from "./EconomyRow";
import { PlanRow } from "./PlanRow";
import { projectRecipes } from "./recipes";
import css from "./team.module.css";

/** What there is in a project, and the ways on. */
export default function ProjectScreen() {
  const { t } = useTranslation("team");
  const { project = "" } = useParams();
  const found = useProject(project);
  const mayPlan = found.data?.role === "planner" || found.data?.role === "owner";
  return (
    <Page>
      <PageHead
        title={<bdi>{found.data?.name ?? ""}</bdi>}
        sub={found.data?.description}
        actions={
          <>
            {mayPlan && (
              <LinkButton to={paths.upload(project)}>
                <Plus size={16} aria-hidden />
                {t("project.addEconomy")}
              </LinkButton>
            )}
            <ShareDialog project={project} />
            <CopyAs {...projectRecipes(project)} />
          </>
        }
      />
      <div className={css.two}>
        <div className={css.stack}>
          <Running project={project} />
          <Plans project={project} />
        </div>
        <Economies project={project} mayPlan={mayPlan} />
      </div>
    </Page>
  );
}

function Running({ project }: { project: string }) {
  const { t } = useTranslation("team");
  const navigate = useNavigate();
  const jobs = (useJobs(project).data ?? []).filter((job) => !isOver(job));
  if (jobs.length === 0) return null;
  return (
    <Card title={t("project.running")}>
      {jobs.map((job) => (
        <JobProgressRow
          key={job.id}
          project={project}
          job={job.id}
          onPlan={(plan) => void navigate(paths.plan(project, plan))}
        />
      ))}
    </Card>
  );
}

const COMPARED = 4;

function Plans({ project }: { project: string }) {
  const { t } = useTranslation(["team", "common"]);
  const plans = usePlans(project);
  const economies = useEconomies(project).data ?? [];
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const choose = (plan: string) => (on: boolean) => {
    setChosen(on ? [...chosen, plan] : chosen.filter((each) => each !== plan));
  };
  const compare = chosen.length > 1 && (
    <LinkButton kind="primary" to={paths.compare(project, chosen)}>
      {t("project.compare", { count: chosen.length })}
    </LinkButton>
  );
  return (
    <Card title={t("project.plans")} actions={compare}>
      {plans.isPending && <Skeleton label={t("common:loading")} />}
      {plans.error && <ErrorNote error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.data?.length === 0 && (
        <EmptyState title={t("project.noPlans")}>{t("project.noPlansWords")}</EmptyState>
      )}
      <ul className={css.list}>
        {plans.data?.map((plan: Result) => (
          <PlanRow
            key={plan.id}
            project={project}
            plan={plan}
            economy={economies.find((each) => each.id === plan.economy)}
          >
            {plans.data.length > 1 && (
              <Checkbox
                isSelected={chosen.includes(plan.id)}
                onChange={choose(plan.id)}
                isDisabled={!chosen.includes(plan.id) && chosen.length >= COMPARED}
              >
                {t("project.pick")}
              </Checkbox>
            )}
          </PlanRow>
        ))}
      </ul>
    </Card>
  );
}

function Economies({ project, mayPlan }: { project: string; mayPlan: boolean }) {
  const { t } = useTranslation(["team", "common"]);
  const navigate = useNavigate();
  const economies = useEconomies(project);
  return (
    <Card title={t("project.economies")}>
      {economies.isPending && <Skeleton label={t("common:loading")} />}
      {economies.error && <ErrorNote error={economies.error} onRetry={() => void economies.refetch()} />}
      {economies.data?.length === 0 && (
        <EmptyState
          title={t("project.noEconomies")}
          action={mayPlan && <LinkButton to={paths.upload(project)}>{t("project.addEconomy")}</LinkButton>}
        >
          {mayPlan ? t("project.noEconomiesWords") : t("project.noEconomiesWait")}
        </EmptyState>
      )}
      <ul className={css.list}>
        {economies.data?.map((economy: Economy) => (
          <EconomyRow key={economy.id} project={project} economy={economy}>
            {mayPlan && (
              <RunButton
                project={project}
                economy={economy.id}
                onPlan={(plan) => void navigate(paths.plan(project, plan))}
              />
            )}
          </EconomyRow>
        ))}
      </ul>
    </Card>
  );
}
