// Share a project: by a link that ends, or as one file.
import { FileDown, Share2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { download } from "../api/client";
import { useProject } from "../api/queries";
import { problemWords } from "../app/words";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Note } from "../ui/Note";
import { toast } from "../ui/toast";
import { LinkList } from "./LinkList";
import { useMode } from "./links";
import { NewLink } from "./NewLink";
import css from "./printed.module.css";

export interface ShareDialogProps {
  project: string;
}

/** Share a project by a link, or take all of it along as one file. */
export function ShareDialog({ project }: ShareDialogProps) {
  const { t } = useTranslation("report");
  return (
    <Dialog
      title={t("share.title")}
      wide
      trigger={
        <Button>
          <Share2 size={16} aria-hidden />
          {t("share.open")}
        </Button>
      }
    >
      <Links project={project} />
      <ProjectFile project={project} />
    </Dialog>
  );
}

/** Links for owners on a team's server; for others, why there are none. */
function Links({ project }: ShareDialogProps) {
  const { t } = useTranslation("report");
  const mode = useMode().data?.mode;
  const role = useProject(project).data?.role;
  if (mode === undefined) return null;
  if (mode === "embedded") return <Note>{t("share.alone")}</Note>;
  if (role !== "owner") return <Note>{t("share.owners")}</Note>;
  return (
    <section className={css.asks} aria-label={t("share.links")}>
      <p>{t("share.lead")}</p>
      <NewLink project={project} />
      <LinkList project={project} />
    </section>
  );
}

function ProjectFile({ project }: ShareDialogProps) {
  const { t } = useTranslation(["report", "common"]);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await download(`/projects/${project}/download`, "project.zip");
    } catch (error) {
      toast(problemWords(t, error));
    }
    setBusy(false);
  };
  return (
    <section className={css.asks} aria-label={t("report:share.file")}>
      <h3>{t("report:share.file")}</h3>
      <p>{t("report:share.fileLead")}</p>
      <div className={css.row}>
        <Button isDisabled={busy} onPress={() => void save()}>
          <FileDown size={16} aria-hidden />
          {t(busy ? "report:share.packing" : "report:share.save")}
        </Button>
      </div>
    </section>
  );
}
