// The frame of a project's screens: where one is in it, and the ways to its parts.
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Link, NavLink, Outlet, useParams } from "react-router";
import { useEconomies, useProject, useResult } from "../api/queries";
import { useChanges } from "../team/changes";
import { ErrorNote } from "../ui/Note";
import { Page } from "../ui/layout";
import { Refusal } from "../api/client";
import { NotThere } from "./NotThere";
import { paths } from "./paths";
import css from "./ProjectFrame.module.css";

/** Shows a project's screen under its navigation; tells when somebody else changes something in it. */
export function ProjectFrame() {
  const { project = "" } = useParams();
  const found = useProject(project);
  useChanges(project);
  if (found.error instanceof Refusal && found.error.status === 404) return <NotThere />;
  if (found.error) {
    return (
      <Page>
        <ErrorNote error={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  }
  return (
    <>
      <Trail project={project} name={found.data?.name ?? ""} />
      <Ways project={project} role={found.data?.role ?? null} />
      <Outlet />
    </>
  );
}

function Trail({ project, name }: { project: string; name: string }) {
  const place = document.getElementById("trail");
  if (!place) return null;
  return createPortal(
    <Link to={paths.project(project)} className={css.trail}>
      <bdi>{name}</bdi>
    </Link>,
    place,
  );
}

function Ways({ project, role }: { project: string; role: string | null }) {
  const { t } = useTranslation("shell");
  const { economy: named, plan = "" } = useParams();
  const planned = useResult(project, plan).data?.economy;
  const economies = useEconomies(project).data ?? [];
  const economy = named ?? planned ?? (economies.length === 1 ? economies[0]?.id : undefined);
  const ways = [
    { to: paths.project(project), title: t("ways.project"), end: true },
    ...(economy
      ? [
          { to: paths.scenarios(project, economy), title: t("ways.scenarios") },
          { to: paths.data(project, economy), title: t("ways.data") },
          { to: paths.industry(project, economy), title: t("ways.industry") },
          { to: paths.history(project, economy), title: t("ways.history") },
        ]
      : []),
    { to: paths.compare(project), title: t("ways.compare") },
    { to: paths.jobs(project), title: t("ways.jobs") },
    ...(role ? [{ to: paths.members(project), title: t("ways.members") }] : []),
  ];
  return (
    <nav className={css.ways} aria-label={t("ways.label")}>
      {ways.map((way) => (
        <NavLink key={way.to} to={way.to} end={"end" in way} className={css.way ?? ""}>
          {way.title}
        </NavLink>
      ))}
    </nav>
  );
}
