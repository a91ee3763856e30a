// Download in every format.
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { download } from "../api/client";
import { paths } from "../app/paths";
import { problemWords } from "../app/words";
import { Button } from "../ui/Button";
import { type Act, Menu } from "../ui/Menu";
import { toast } from "../ui/toast";
import { economyFiles, type File, planFiles } from "./downloads";

export interface DownloadMenuProps {
  project: string;
  economy?: string;
  version?: number;
  plan?: string;
}

/** A button that opens the forms in which an economy or a plan can be saved. */
export function DownloadMenu({ project, economy, version, plan }: DownloadMenuProps) {
  const { t } = useTranslation(["report", "common"]);
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const save = async (file: File) => {
    setBusy(true);
    try {
      await download(file.address, file.name);
    } catch (error) {
      toast(problemWords(t, error));
    }
    setBusy(false);
  };
  const printed = (what: "report" | "briefing", plan_: string): Act => ({
    id: what,
    title: t(`report:${what}.title`),
    hint: t(`report:${what}.hint`),
    onAct: () => {
      void navigate(paths[what](project, plan_));
    },
  });
  const files = [
    ...(plan ? planFiles(project, plan) : []),
    ...(economy ? economyFiles(project, economy, version) : []),
  ];
  const acts: Act[] = [
    ...(plan ? [printed("report", plan), printed("briefing", plan)] : []),
    ...files.map((file) => ({
      id: file.id,
      title: t(`report:file.${file.id}.title`),
      hint: t(`report:file.${file.id}.hint`),
      onAct: () => void save(file),
    })),
  ];
  return (
    <Menu label={t("report:download.label")} acts={acts}>
      <Button isDisabled={busy}>
        <Download size={16} aria-hidden />
        {t(busy ? "report:download.busy" : "report:download.open")}
      </Button>
    </Menu>
  );
}
