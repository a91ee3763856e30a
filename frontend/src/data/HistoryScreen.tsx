// The versions of an economy: who made which, when and why; what differs between two; going back.
import { Redo2, RotateCcw, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useEconomy, usePlans, useProject } from "../api/queries";
import type { Economy, Version } from "../api/types";
import { problemWords } from "../app/words";
import { CopyAs } from "../report/CopyAs";
import { DownloadMenu } from "../report/DownloadMenu";
import { economyRecipe, here } from "../report/recipes";
import { Button } from "../ui/Button";
import { Select } from "../ui/Field";
import { ErrorNote } from "../ui/Note";
import { Card, Page, PageHead, Skeleton } from "../ui/layout";
import { toast } from "../ui/toast";
import { DifferenceView } from "./DifferenceView";
import css from "./History.module.css";
import { useDifferences, useVersions } from "./queries";
import { madeVersion, redoOnServer, restore, undoOnServer } from "./saving";
import { VersionList } from "./VersionList";
import { standing } from "./versions";
import { n } from "./counting";

/** The history of an economy. */
export default function HistoryScreen() {
  const { t } = useTranslation("data");
  const { project = "", economy = "" } = useParams();
  const [asked, setAsked] = useSearchParams();
  const found = useEconomy(project, economy);
  const versions = useVersions(project, economy);
  const plans = usePlans(project);
  const role = useProject(project).data?.role;
  const mayEdit = role === "planner" || role === "owner";
  const error = found.error ?? versions.error;
  if (error) return <Page>{<ErrorNote error={error} onRetry={() => void versions.refetch()} />}</Page>;
  if (!found.data || !versions.data) return <Page>{<Skeleton label={t("common:loading")} />}</Page>;
  const now = found.data.version;
  const before = Number(asked.get("before")) || now.parent || 0;
  const after = Number(asked.get("after")) || now.number;
  const choose = (pair: { before: number; after: number }) => {
    setAsked({ before: String(pair.before), after: String(pair.after) }, { replace: true });
  };
  return (
    <Page>
      <PageHead
        title={t("history.title", { name: found.data.name })}
        sub={t("history.lead", n(versions.data.length))}
        actions={
          <>
            {mayEdit && <Moves project={project} economy={found.data} />}
            <DownloadMenu project={project} economy={economy} version={now.number} />
            <CopyAs
              {...economyRecipe(here({ id: project, name: project }), { id: economy, name: found.data.name })}
            />
          </>
        }
      />
      <div className={css.columns}>
        <VersionList
          project={project}
          versions={versions.data}
          standing={standing(versions.data, now.number)}
          plans={(plans.data ?? []).filter((plan) => plan.economy === economy)}
          chosen={{ before, after }}
          onChoose={choose}
          actions={(version) =>
            mayEdit && version.number !== now.number ? (
              <RestoreButton project={project} economy={found.data} version={version} />
            ) : null
          }
        />
        <Comparison
          project={project}
          economy={economy}
          versions={versions.data}
          before={before}
          after={after}
          onChoose={choose}
        />
      </div>
    </Page>
  );
}

function Moves({ project, economy }: { project: string; economy: Economy }) {
  const { t } = useTranslation("data");
  const [isBusy, setBusy] = useState(false);
  const move = async (act: typeof undoOnServer) => {
    setBusy(true);
    try {
      await act(project, economy.id);
    } catch (error) {
      toast(problemWords(t, error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button isDisabled={!economy.can_undo || isBusy} onPress={() => void move(undoOnServer)}>
        <Undo2 size={16} aria-hidden className="mirrored" />
        {t("history.undo")}
      </Button>
      <Button isDisabled={!economy.can_redo || isBusy} onPress={() => void move(redoOnServer)}>
        <Redo2 size={16} aria-hidden className="mirrored" />
        {t("history.redo")}
      </Button>
    </>
  );
}

function RestoreButton({
  project,
  economy,
  version,
}: {
  project: string;
  economy: Economy;
  version: Version;
}) {
  const { t } = useTranslation("data");
  const [isBusy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      const now = await restore(project, economy.id, version.number);
      madeVersion(t, project, now);
      toast(t("history.restored", { number: version.number, now: now.version.number }));
    } catch (error) {
      toast(problemWords(t, error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="quiet" isDisabled={isBusy} onPress={() => void go()}>
      <RotateCcw size={16} aria-hidden className="mirrored" />
      {t("history.restore")}
      <span className="hidden">{t("history.number", { number: version.number })}</span>
    </Button>
  );
}

interface ComparisonProps {
  project: string;
  economy: string;
  versions: readonly Version[];
  before: number;
  after: number;
  onChoose: (pair: { before: number; after: number }) => void;
}

function Comparison({ project, economy, versions, before, after, onChoose }: ComparisonProps) {
  const { t } = useTranslation("data");
  const differences = useDifferences(project, economy, before, after);
  const choices = versions.map((version) => ({
    id: String(version.number),
    title: t("history.number", { number: version.number }),
    hint: version.what,
  }));
  return (
    <Card title={t("history.differences")}>
      {versions.length > 1 && (
        <div className={css.pair}>
          <Select
            label={t("differences.before")}
            value={before ? String(before) : ""}
            choices={choices}
            onChange={(number) => {
              onChoose({ before: Number(number), after });
            }}
          />
          <Select
            label={t("differences.after")}
            value={String(after)}
            choices={choices}
            onChange={(number) => {
              onChoose({ before, after: Number(number) });
            }}
          />
        </div>
      )}
      {versions.length === 1 && <p className={css.same}>{t("history.first")}</p>}
      {before === after && versions.length > 1 && <p className={css.same}>{t("differences.none")}</p>}
      {differences.error && (
        <ErrorNote error={differences.error} onRetry={() => void differences.refetch()} />
      )}
      {differences.isLoading && <Skeleton label={t("common:loading")} />}
      {differences.data && <DifferenceView differences={differences.data} />}
    </Card>
  );
}
