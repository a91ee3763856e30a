// The tables of an economy: a list of them, and the one that is open as a grid to edit.
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useEconomy, useProject } from "../api/queries";
import { paths } from "../app/paths";
import { CopyAs } from "../report/CopyAs";
import { DownloadMenu } from "../report/DownloadMenu";
import { economyTableRecipe, here } from "../report/recipes";
import { LinkButton } from "../ui/Button";
import { ErrorNote } from "../ui/Note";
import { PageHead, Skeleton } from "../ui/layout";
import css from "./Data.module.css";
import { DraftBar } from "./DraftBar";
import { useDraft } from "./drafts";
import { NONE, useDraftCheck, useFindings, useTables, useVersion } from "./queries";
import { SETTINGS, TableList } from "./TableList";
import { SettingsForm } from "./SettingsForm";
import { TablePanel } from "./TablePanel";
import { useLeaveWarning } from "./useLeaveWarning";

/** The tables of an economy as grids. */
export default function DataScreen() {
  const { t } = useTranslation("data");
  const { project = "", economy = "", table: asked } = useParams();
  const found = useEconomy(project, economy);
  const tables = useTables();
  const role = useProject(project).data?.role;
  const draft = useDraft(economy);
  const version = draft?.version ?? found.data?.version.number;
  const shown = useVersion(project, economy, version);
  const kept = useFindings(project, economy, version);
  const check = useDraftCheck(project, economy, draft);
  useLeaveWarning();
  const error = found.error ?? tables.error ?? shown.error;
  if (error)
    return (
      <div className={css.screen}>{<ErrorNote error={error} onRetry={() => void found.refetch()} />}</div>
    );
  const rows =
    shown.data?.rows ?? (found.data?.version.number === version ? found.data?.version.rows : undefined);
  if (!found.data || !tables.data || version === undefined || !rows) {
    return <div className={css.screen}>{<Skeleton lines={10} label={t("common:loading")} />}</div>;
  }
  const name = asked ?? firstWithRows(rows) ?? tables.data[0]?.name ?? SETTINGS;
  const about = tables.data.find((table) => table.name === name);
  const findings = (draft ? check.findings : kept.data?.findings) ?? kept.data?.findings ?? NONE;
  const mayEdit = role === "planner" || role === "owner";
  const where = here({ id: project, name: project });
  return (
    <div className={css.screen}>
      <PageHead
        title={<bdi>{found.data.name}</bdi>}
        sub={t(mayEdit ? "lead" : "leadReading", { number: version })}
        actions={
          <>
            <DownloadMenu project={project} economy={economy} version={version} />
            {about && (
              <CopyAs {...economyTableRecipe(where, { id: economy, name: found.data.name, version }, name)} />
            )}
            {mayEdit && <LinkButton to={paths.upload(project, economy)}>{t("upload.replace")}</LinkButton>}
          </>
        }
      />
      <div className={css.columns}>
        <TableList
          project={project}
          economy={economy}
          tables={tables.data}
          rows={rows}
          open={name}
          findings={findings}
          draft={draft}
        />
        {about ? (
          <TablePanel
            key={`${economy}/${name}`}
            project={project}
            economy={economy}
            version={version}
            height={rows[name] ?? 0}
            about={about}
            tables={tables.data}
            findings={findings}
            mayEdit={mayEdit}
          />
        ) : (
          <SettingsForm key={version} project={project} economy={found.data} mayEdit={mayEdit} />
        )}
      </div>
      {draft && (
        <DraftBar project={project} economy={found.data} draft={draft} check={check} tables={tables.data} />
      )}
    </div>
  );
}

function firstWithRows(rows: Readonly<Record<string, number>>): string | undefined {
  const names = Object.keys(rows).filter((name) => (rows[name] ?? 0) > 0);
  return names.includes("needs") ? "needs" : names[0];
}
