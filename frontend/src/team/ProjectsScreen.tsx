// The projects that one is in; with one alone, the way leads straight into it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FolderPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useNavigate, useSearchParams } from "react-router";
import { api, read } from "../api/client";
import { keys, useProjects, useSession } from "../api/queries";
import type { Project, Session } from "../api/types";
import { paths } from "../app/paths";
import { Button } from "../ui/Button";
import { Actions, Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { Moment } from "../ui/figures";
import { Badge, EmptyState, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import css from "./team.module.css";

/** Whether somebody may make projects. */
function makes(session: Session | undefined): boolean {
  return session?.how === "local" || Boolean(session?.person?.admin);
}

/** Every project as a tile. */
export default function ProjectsScreen() {
  const { t } = useTranslation(["team", "common"]);
  const projects = useProjects();
  const session = useSession().data;
  const [asked] = useSearchParams();
  if (projects.isPending) return <Page>{<Skeleton label={t("common:loading")} />}</Page>;
  if (projects.error) {
    return (
      <Page>
        <ErrorNote error={projects.error} onRetry={() => void projects.refetch()} />
      </Page>
    );
  }
  const found = projects.data;
  const only = found.length === 1 ? found[0] : undefined;
  if (only && !asked.has("all")) return <Navigate to={paths.project(only.id)} replace />;
  return (
    <Page>
      <PageHead title={t("projects.title")} actions={makes(session) && <NewProject />} />
      {found.length === 0 ? (
        <EmptyState title={t("projects.none")} action={makes(session) && <NewProject />}>
          {makes(session) ? t("projects.noneMake") : t("projects.noneWait")}
        </EmptyState>
      ) : (
        <div className={css.grid}>
          {found.map((project) => (
            <Tile key={project.id} project={project} />
          ))}
        </div>
      )}
    </Page>
  );
}

function Tile({ project }: { project: Project }) {
  const { t } = useTranslation("team");
  if (project.role === null) {
    return (
      <div className={css.tile}>
        <span className={css.tileHead}>
          <bdi>{project.name}</bdi>
          <Badge>{t("projects.notMember")}</Badge>
        </span>
      </div>
    );
  }
  return (
    <Link to={paths.project(project.id)} className={css.tile}>
      <span className={css.tileHead}>
        <bdi>{project.name}</bdi>
        <Badge>{t(`roles.${project.role}`)}</Badge>
      </span>
      {project.description && <span className={css.soft}>{project.description}</span>}
      <span className={css.soft}>
        <Moment iso={project.created_at} />
      </span>
    </Link>
  );
}

function NewProject() {
  const { t } = useTranslation(["team", "common"]);
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const making = useMutation({
    mutationFn: () => read(api.POST("/api/v1/projects", { body: { name: name.trim(), description } })),
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: keys.projects });
      await navigate(paths.project(made.id));
    },
  });
  const trigger = (
    <Button kind="primary">
      <FolderPlus size={16} aria-hidden />
      {t("projects.new")}
    </Button>
  );
  return (
    <Dialog title={t("projects.new")} trigger={trigger}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <TextField label={t("projects.name")} value={name} onChange={setName} autoFocus maxLength={200} />
        <TextField
          label={t("projects.description")}
          value={description}
          onChange={setDescription}
          lines={3}
        />
        {making.error && <ErrorNote error={making.error} />}
        <Actions>
          <Button kind="primary" type="submit" isDisabled={name.trim() === "" || making.isPending}>
            {t("projects.make")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
