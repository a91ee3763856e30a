// What was found in a file, before anything of it is kept: grouped by table, to save marked, then to keep.
import { FileDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { raw } from "../api/client";
import { problemWords } from "../app/words";
import type { Checked, Economy } from "../api/types";
import { Button } from "../ui/Button";
import { Note } from "../ui/Note";
import { Card } from "../ui/layout";
import { toast } from "../ui/toast";
import { FindingList } from "./FindingList";
import { byPlace, counted } from "./findings";
import { KeepForm } from "./KeepForm";
import { saveAs } from "./saveAs";
import type { Sent } from "./packing";
import css from "./Upload.module.css";
import { n } from "./counting";

interface FindingsProps {
  project: string;
  sent: Sent;
  checked: Checked;
  economies: readonly Economy[];
  target: Economy | undefined;
  onKept: (economy: Economy, isNew: boolean) => void;
  onAnother: () => void;
}

/** The findings about a file, and what can be done about them. */
export function UploadFindings(props: FindingsProps) {
  const { project, sent, checked, onAnother } = props;
  const { t } = useTranslation("data");
  const { errors, warnings } = counted(checked.findings);
  const isFaulty = errors > 0;
  return (
    <>
      <Note kind={isFaulty ? "error" : warnings ? "warning" : "info"}>
        <p>
          <strong>
            <bdi>{sent.name}</bdi>
          </strong>
          {": "}
          {isFaulty && t("tables.errors", n(errors))}
          {isFaulty && warnings > 0 && ", "}
          {warnings > 0 && t("tables.warnings", n(warnings))}
          {!isFaulty && !warnings && t("upload.sound")}
        </p>
        <p>{t(isFaulty ? "upload.faulty" : warnings ? "upload.doubtful" : "upload.soundWords")}</p>
      </Note>
      <div className={css.buttons}>
        {checked.findings.length > 0 && <MarkedButton project={project} sent={sent} />}
        <Button onPress={onAnother}>{t(isFaulty ? "upload.again" : "upload.another")}</Button>
      </div>
      {!isFaulty && <KeepForm {...props} />}
      {byPlace(checked.findings).map(([place, findings]) => {
        const sums = counted(findings);
        const title = place ? place : t("upload.whole");
        return (
          <Card key={place} title={<bdi>{title}</bdi>}>
            <p className={css.hint}>
              {[
                sums.errors ? t("tables.errors", n(sums.errors)) : "",
                sums.warnings ? t("tables.warnings", n(sums.warnings)) : "",
              ]
                .filter(Boolean)
                .join(", ")}
            </p>
            <FindingList findings={findings} />
          </Card>
        );
      })}
    </>
  );
}

function MarkedButton({ project, sent }: { project: string; sent: Sent }) {
  const { t } = useTranslation("data");
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const path = `/projects/${project}/economies/annotate?file=${encodeURIComponent(sent.name)}`;
      const answer = await raw(path, {
        method: "POST",
        body: sent.body,
        headers: { "Content-Type": sent.body.type },
      });
      await saveAs(answer, "findings.xlsx");
    } catch (error) {
      toast(problemWords(t, error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="primary" isDisabled={isBusy} onPress={() => void save()}>
      <FileDown size={16} aria-hidden />
      {t("upload.marked")}
    </Button>
  );
}
