// The plan on a map: who gets what, when, along which roads; and who goes short.
import { useCallback, useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useParams } from "react-router";
import { useJob } from "../api/progress";
import type { Result } from "../api/types";
import { NotThere } from "../app/NotThere";
import { paths } from "../app/paths";
import { JobProgressRow } from "../changes/JobProgressRow";
import { LinkButton } from "../ui/Button";
import { Card, EmptyState, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import { Tabs } from "../ui/Tabs";
import { ReliefList } from "../why/ReliefList";
import type { Subject } from "./asked";
import { Finder } from "./Finder";
import { Headline } from "./Headline";
import { MapPart } from "./MapPart";
import { coverageOverPeriods, type Scene, sceneOf, worstOff } from "./picture";
import { Pickers } from "./Pickers";
import css from "./plan.module.css";
import { PlanHead } from "./PlanHead";
import { usePicture, usePlanOrJob } from "./queries";
import { SidePanel } from "./SidePanel";
import { TimeSlider } from "./TimeSlider";
import { useView } from "./useView";
import { WorstOff } from "./WorstOff";

/** The screen of a plan; while it is still being made, how far it is. */
export default function PlanScreen() {
  const { t } = useTranslation("plan");
  const { project = "", plan = "" } = useParams();
  const found = usePlanOrJob(project, plan);
  const result = found.data && "result" in found.data ? found.data.result : null;
  const picture = usePicture(project, result?.id ?? "");
  const scene = useMemo(() => (picture.data ? sceneOf(picture.data) : null), [picture.data]);
  if (found.data === null) return <NotThere />;
  if (found.data && "job" in found.data) return <StillMade project={project} job={found.data.job} />;
  const failed = found.error ?? picture.error;
  if (failed)
    return (
      <Page>
        <ErrorNote
          error={failed}
          onRetry={() => {
            void (found.error ? found.refetch() : picture.refetch());
          }}
        />
      </Page>
    );
  if (!scene || !result)
    return (
      <Page>
        <Skeleton lines={8} label={t("common:loading")} />
      </Page>
    );
  return <PlanView project={project} result={result} scene={scene} />;
}

/** A plan that is not there: its job may still be under way, and its address already be known. */
function StillMade({ project, job }: { project: string; job: string }) {
  const { t } = useTranslation("plan");
  const navigate = useNavigate();
  const made = useJob(project, job);
  if (made?.state === "finished" && made.result)
    return <Navigate to={paths.plan(project, made.result)} replace />;
  return (
    <Page>
      <PageHead title={t("making.title")} />
      <Card>
        <JobProgressRow
          project={project}
          job={job}
          onPlan={(plan) => void navigate(paths.plan(project, plan), { replace: true })}
        />
        <p className={css.soft}>{t("making.words")}</p>
        <div>
          <LinkButton to={paths.project(project)}>{t("making.home")}</LinkButton>
        </div>
      </Card>
    </Page>
  );
}

function PlanView({ project, result, scene }: { project: string; result: Result; scene: Scene }) {
  const { t } = useTranslation("plan");
  const { view, look, preview } = useView(scene);
  const { asked, subject } = view;
  const { picture } = scene;
  const { need, tier, group } = asked;
  const over = useMemo(
    () => coverageOverPeriods(scene, { period: null, need, tier, group }),
    [scene, need, tier, group],
  );
  const from = picture.periods[useDeferredValue(asked.period) ?? 0]?.start;
  const onSubject = useCallback(
    (next: Subject) => {
      look({ subject: next });
    },
    [look],
  );
  if (picture.periods.length === 0 || picture.places.length === 0)
    return (
      <Page>
        <PlanHead project={project} result={result} picture={picture} />
        <EmptyState title={t("empty.title")}>{t("empty.words")}</EmptyState>
      </Page>
    );
  return (
    <div className={css.screen}>
      <PlanHead project={project} result={result} picture={picture} from={from} />
      <Headline scene={scene} period={asked.period} />
      <div className={css.controls}>
        <TimeSlider
          picture={picture}
          over={over}
          period={asked.period}
          onPreview={preview}
          onStay={(period) => {
            look({ period }, true);
          }}
        />
        <div className={css.pickers}>
          <Pickers {...{ scene, need, tier, group }} good={view.good} onChange={look} />
          <Finder picture={picture} subject={subject} onSubject={onSubject} />
        </div>
      </div>
      <div className={css.body}>
        <MapPart {...{ project, result, scene, view, look }} />
        <aside className={css.side} aria-label={t("side")}>
          {subject && <SidePanel {...{ project, result, scene, view, look, subject }} />}
          <Shortages {...{ project, result, scene, view, look }} isHidden={subject !== null} />
        </aside>
      </div>
    </div>
  );
}

type ShortagesProps = Parameters<typeof MapPart>[0] & { isHidden: boolean };

/** Who is worst off, and what would help; out of sight beside a panel, but as it was when that is closed. */
function Shortages({ project, result, scene, view, look, isHidden }: ShortagesProps) {
  const { t } = useTranslation("plan");
  const asked = useDeferredValue(view.asked);
  const shortages = useMemo(() => worstOff(scene, asked), [scene, asked]);
  return (
    <div className={`${css.panel ?? ""} ${isHidden ? (css.away ?? "") : ""}`}>
      <Tabs
        label={t("side")}
        parts={[
          {
            id: "worst",
            title: t("worst.title"),
            children: (
              <WorstOff
                scene={scene}
                shortages={shortages}
                onPlace={(place) => {
                  look({ subject: { kind: "place", at: place } });
                }}
                onWhy={(cell) => {
                  look({ why: cell });
                }}
              />
            ),
          },
          {
            id: "help",
            title: t("worst.help"),
            children: <ReliefList project={project} plan={result.id} />,
          },
        ]}
      />
    </div>
  );
}
