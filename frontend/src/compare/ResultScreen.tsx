// What any job found: its own screen where it has one, else its words and its tables.
import { isolated } from "../language/isolated";
import { FileText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Navigate, useParams } from "react-router";
import { paths } from "../app/paths";
import { download } from "../api/client";
import { useEconomy, useProject, useResult } from "../api/queries";
import type { Result } from "../api/types";
import { CopyAs } from "../report/CopyAs";
import { askRecipe, here } from "../report/recipes";
import { Button, LinkButton } from "../ui/Button";
import { Moment } from "../ui/figures";
import { Card, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import { Tabs } from "../ui/Tabs";
import { toast } from "../ui/toast";
import css from "./compare.module.css";
import { FoundView } from "./FoundView";
import { OpenReport } from "./OpenReport";
import { scenarioWords } from "./plans";
import { useScenariosOf, useText } from "./queries";
import { ResultTable } from "./ResultTable";
import { ownScreen, planAsked } from "./results";

/** A result by its id. */
export default function ResultScreen() {
  const { project = "", result = "" } = useParams();
  const { t } = useTranslation("compare");
  const { data, error, refetch } = useResult(project, result);
  if (error)
    return (
      <Page>
        <ErrorNote error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (!data)
    return (
      <Page>
        <Skeleton lines={8} label={t("common:loading")} />
      </Page>
    );
  const own = ownScreen(project, data);
  if (own) return <Navigate to={own} replace />;
  return (
    <Page>
      <Head project={project} result={data} />
      <FoundView project={project} result={data} />
      {data.files.includes("text.txt") && <Words project={project} result={data.id} />}
      {data.tables.length > 0 && (
        <Card title={t("result.tables")}>
          <Tabs
            label={t("result.tables")}
            parts={data.tables.map((table) => ({
              id: table,
              title: <bdi>{table}</bdi>,
              children: <ResultTable project={project} result={data.id} table={table} />,
            }))}
          />
        </Card>
      )}
    </Page>
  );
}

function Head({ project, result }: { project: string; result: Result }) {
  const { t } = useTranslation("compare");
  const name = useProject(project).data?.name ?? "";
  const economy = useEconomy(project, result.economy ?? "").data;
  const scenarios = useScenariosOf(project, economy ? [economy.id] : []).get(economy?.id ?? "") ?? [];
  const plan = planAsked(result);
  const about =
    economy &&
    t("result.about", {
      economy: isolated(economy.name),
      scenario: isolated(scenarioWords(t, result.scenario, scenarios)),
    });
  return (
    <PageHead
      title={t(`common:kinds.${result.kind}`)}
      sub={
        <>
          {about} <Moment iso={result.created_at} />
        </>
      }
      actions={
        <>
          {plan && <LinkButton to={paths.plan(project, plan)}>{t("result.plan")}</LinkButton>}
          {result.files.includes("report.html") && (
            <OpenReport project={project} result={result.id}>
              <FileText size={16} aria-hidden />
              {t("report")}
            </OpenReport>
          )}
          <Button
            onPress={() => {
              const path = `/projects/${project}/results/${result.id}/download?format=zip`;
              download(path, `${result.kind}.zip`).catch(() => {
                toast(t("result.notDownloaded"));
              });
            }}
          >
            {t("result.download")}
          </Button>
          <CopyAs {...askRecipe(here({ id: project, name }), requestOf(result))} />
        </>
      }
    />
  );
}

/** What was asked, as it would be asked again. */
function requestOf(result: Result) {
  return {
    ...(result.economy === null || planAsked(result)
      ? {}
      : { economy: result.economy, version: result.version, scenario: result.scenario || null }),
    ...result.options,
    kind: result.kind as "explain",
  };
}

function Words({ project, result }: { project: string; result: string }) {
  const { t } = useTranslation("compare");
  const { data, error, refetch } = useText(project, result);
  return (
    <Card title={t("result.words")}>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Skeleton lines={6} label={t("common:loading")} />}
      {data !== undefined && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        <pre className={css.text} dir="auto" tabIndex={0} role="region" aria-label={t("result.words")}>
          {data.trim()}
        </pre>
      )}
    </Card>
  );
}
