// The head of the plan's screen: which plan it is, what is proved, and the ways on.
import { FileText, GitCompare, Newspaper, Table2 } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useEconomy, useProject } from "../api/queries";
import type { Result } from "../api/types";
import { paths } from "../app/paths";
import { ReplanButton } from "../changes/ReplanButton";
import { RunButton } from "../changes/RunButton";
import { spoken } from "../language";
import { CopyAs } from "../report/CopyAs";
import { DownloadMenu } from "../report/DownloadMenu";
import { here, planRecipe } from "../report/recipes";
import { LinkButton } from "../ui/Button";
import { Badge, PageHead } from "../ui/layout";
import { Certificate } from "./Certificate";
import type { Picture } from "./picture";
import css from "./plan.module.css";

interface PlanHeadProps {
  project: string;
  result: Result;
  picture: Picture;
  from?: string | undefined;
}

/** Title, scenario, rule, certificate; and what can be done with the plan. */
export const PlanHead = memo(function PlanHead({ project, result, picture, from }: PlanHeadProps) {
  const { t } = useTranslation("plan");
  const title = picture.title[spoken()] || picture.title.en || "";
  const rule = ["leximin", "total", "equal", "money"].includes(picture.rule);
  return (
    <PageHead
      title={<bdi>{title}</bdi>}
      sub={
        <span className={css.badges}>
          <Badge>
            {picture.scenario ? (
              <>
                {t("scenario")} <bdi>{picture.scenario}</bdi>
              </>
            ) : (
              t("asItIs")
            )}
          </Badge>
          <Badge>{rule ? t(`rules.${picture.rule}`) : <bdi>{picture.rule}</bdi>}</Badge>
          <Certificate picture={picture} />
        </span>
      }
      actions={<Ways {...{ project, result, title, from }} />}
    />
  );
});

function Ways({
  project,
  result,
  title,
  from,
}: {
  project: string;
  result: Result;
  title: string;
  from?: string | undefined;
}) {
  const { t } = useTranslation("plan");
  const found = useProject(project).data;
  const economy = useEconomy(project, result.economy ?? "").data;
  const mayPlan = found?.role === "planner" || found?.role === "owner";
  return (
    <div className={css.ways}>
      <LinkButton to={paths.tables(project, result.id)}>
        <Table2 size={16} aria-hidden />
        {t("ways.tables")}
      </LinkButton>
      <LinkButton to={paths.compare(project, [result.id])}>
        <GitCompare size={16} aria-hidden />
        {t("ways.compare")}
      </LinkButton>
      <LinkButton to={paths.report(project, result.id)}>
        <FileText size={16} aria-hidden />
        {t("ways.report")}
      </LinkButton>
      <LinkButton to={paths.briefing(project, result.id)}>
        <Newspaper size={16} aria-hidden />
        {t("ways.briefing")}
      </LinkButton>
      <DownloadMenu project={project} plan={result.id} />
      {mayPlan && economy && (
        <>
          <RunButton project={project} economy={economy.id} scenario={result.scenario} />
          <ReplanButton
            project={project}
            plan={result.id}
            economy={economy.id}
            scenario={result.scenario}
            {...(from ? { from } : {})}
          />
        </>
      )}
      <CopyAs
        {...planRecipe(here({ id: project, name: found?.name ?? "" }), { id: result.id, name: title })}
      />
    </div>
  );
}
