// The scenarios of an economy: what might happen, as a tree, and one of them with its changes.
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useEconomy, useProject, useScenarios } from "../api/queries";
import { paths } from "../app/paths";
import { EmptyState, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import css from "./changes.module.css";
import { draftKey, draftOf } from "./draft";
import { ImportButton } from "./ImportButton";
import { NewScenarioButton } from "./NewScenarioButton";
import { ScenarioEditor } from "./ScenarioEditor";
import { ScenarioTree } from "./ScenarioTree";
import { treeOf } from "./tree";

/** The scenarios of an economy. */
export default function ScenariosScreen() {
  const { t } = useTranslation(["changes", "common"]);
  const { project = "", economy = "", scenario = "" } = useParams();
  const navigate = useNavigate();
  const scenarios = useScenarios(project, economy);
  const told = useEconomy(project, economy).data;
  const role = useProject(project).data?.role;
  const mayPlan = role === "planner" || role === "owner";
  const known = scenarios.data ?? [];
  const base = known.find((each) => each.name === scenario) ?? null;
  const isKnown = base !== null || draftOf(draftKey(project, economy, scenario)) !== null;
  const open = (name: string) => void navigate(paths.scenarios(project, economy, name));
  return (
    <Page>
      <PageHead
        title={t("screen.title")}
        sub={
          <>
            <bdi>{told?.name ?? ""}</bdi> · {t("screen.sub")}
          </>
        }
        actions={
          mayPlan && (
            <>
              <ImportButton project={project} economy={economy} known={known} onMade={open} />
              <NewScenarioButton project={project} economy={economy} known={known} onMade={open} />
            </>
          )
        }
      />
      {scenarios.isPending && <Skeleton label={t("common:loading")} />}
      {scenarios.error && <ErrorNote error={scenarios.error} onRetry={() => void scenarios.refetch()} />}
      {scenarios.data?.length === 0 && !isKnown && (
        <EmptyState title={t("screen.none")}>
          {mayPlan ? t("screen.noneWords") : t("screen.noneWait")}
        </EmptyState>
      )}
      {(known.length > 0 || isKnown) && (
        <div className={css.split}>
          {known.length > 0 && (
            <nav aria-label={t("screen.tree")}>
              <ScenarioTree branches={treeOf(known)} selected={scenario} onSelect={open} />
            </nav>
          )}
          {isKnown ? (
            <ScenarioEditor
              key={`${economy}/${scenario}`}
              {...{ project, economy, name: scenario, base, known, mayPlan }}
            />
          ) : (
            <Unchosen isAsked={scenario !== ""} isReady={scenarios.isSuccess} />
          )}
        </div>
      )}
    </Page>
  );
}

function Unchosen({ isAsked, isReady }: { isAsked: boolean; isReady: boolean }) {
  const { t } = useTranslation("changes");
  if (!isReady) return null;
  return (
    <EmptyState title={isAsked ? t("screen.gone") : t("screen.choose")}>
      {isAsked ? t("screen.goneWords") : t("screen.chooseWords")}
    </EmptyState>
  );
}
