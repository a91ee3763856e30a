// A workbook, an archive, a folder or an example: looked at before it is kept, then kept and planned.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { raw, Refusal } from "../api/client";
import { useEconomies, useProject } from "../api/queries";
import type { Checked, Economy } from "../api/types";
import { EmptyState, Page, PageHead, Progress } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import { Choosing } from "./Choosing";
import { KeptPanel } from "./KeptPanel";
import type { Sent } from "./packing";
import { UploadFindings } from "./UploadFindings";

type Stage =
  | { at: "choosing" }
  | { at: "looking"; name: string }
  | { at: "looked"; sent: Sent; checked: Checked }
  | { at: "kept"; economy: Economy; isNew: boolean };

/** Bring an economy into a project. */
export default function UploadScreen() {
  const { t } = useTranslation("data");
  const { project = "" } = useParams();
  const [asked] = useSearchParams();
  const [stage, setStage] = useState<Stage>({ at: "choosing" });
  const [error, setError] = useState<unknown>(null);
  const economies = useEconomies(project).data ?? [];
  const role = useProject(project).data?.role;
  const target = economies.find((economy) => economy.id === asked.get("economy"));
  const begin = () => {
    setError(null);
    setStage({ at: "choosing" });
  };
  const look = async (sent: Sent) => {
    setError(null);
    setStage({ at: "looking", name: sent.name });
    try {
      const path = `/projects/${project}/economies/check?file=${encodeURIComponent(sent.name)}`;
      const answer = await raw(path, {
        method: "POST",
        body: sent.body,
        headers: { "Content-Type": sent.body.type },
      });
      setStage({ at: "looked", sent, checked: (await answer.json()) as Checked });
    } catch (refused) {
      setError(refused);
      setStage({ at: "choosing" });
    }
  };
  if (role === "viewer" || role === null) {
    return (
      <Page>
        <EmptyState title={t("upload.title")}>{t("upload.notYours")}</EmptyState>
      </Page>
    );
  }
  return (
    <Page>
      <PageHead
        title={target ? t("upload.titleOf", { name: target.name }) : t("upload.title")}
        sub={t("upload.lead")}
      />
      {error !== null && <ErrorNote error={error instanceof Refusal ? error : new Refusal(0, null)} />}
      {stage.at === "choosing" && (
        <Choosing
          project={project}
          isReplacing={target !== undefined}
          onChoose={(sent) => void look(sent)}
          onKept={(economy) => {
            setStage({ at: "kept", economy, isNew: true });
          }}
        />
      )}
      {stage.at === "looking" && (
        <Progress label={t("upload.looking", { name: stage.name })}>
          <p aria-live="polite">{t("upload.looking", { name: stage.name })}</p>
        </Progress>
      )}
      {stage.at === "looked" && (
        <UploadFindings
          project={project}
          sent={stage.sent}
          checked={stage.checked}
          economies={economies}
          target={target}
          onKept={(economy, isNew) => {
            setStage({ at: "kept", economy, isNew });
          }}
          onAnother={begin}
        />
      )}
      {stage.at === "kept" && (
        <KeptPanel project={project} economy={stage.economy} isNew={stage.isNew} onAnother={begin} />
      )}
    </Page>
  );
}
