// Bring in a scenario from its file, as a draft to look at before it is kept.
import { FileUp } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Refusal } from "../api/client";
import type { Finding, Scenario } from "../api/types";
import { Button } from "../ui/Button";
import { OpenDialog } from "../ui/Dialog";
import { ErrorNote, Note } from "../ui/Note";
import css from "./changes.module.css";
import { draftKey, replace } from "./draft";
import { readScenario } from "./files";
import { nameFor, titleOf } from "./tree";

interface ImportButtonProps {
  project: string;
  economy: string;
  known: readonly Scenario[];
  onMade: (name: string) => void;
}

/** A button that reads a file. */
export function ImportButton({ project, economy, known, onMade }: ImportButtonProps) {
  const { t } = useTranslation("changes");
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [error, setError] = useState<unknown>(null);
  const take = async (file: File) => {
    setFindings([]);
    setError(null);
    const name = nameFor(
      file.name.replace(/\.toml$/i, ""),
      known.map((each) => each.name),
    );
    try {
      const found = await readScenario({ project, economy }, name, await file.text());
      setFindings(found.findings);
      if (!found.scenario) return;
      const title = titleOf(found.scenario);
      replace(
        draftKey(project, economy, name),
        { base: null, now: found.scenario },
        t("undo.begun", { title }),
      );
      onMade(name);
    } catch (refused) {
      setError(refused instanceof Refusal ? refused : new Refusal(0, null));
    }
  };
  return (
    <>
      <FileTrigger
        acceptedFileTypes={[".toml"]}
        onSelect={(files) => {
          const file = files?.[0];
          if (file) void take(file);
        }}
      >
        <Button>
          <FileUp size={16} aria-hidden />
          {t("file.import")}
        </Button>
      </FileTrigger>
      <OpenDialog
        title={t("file.faulty")}
        isOpen={findings.length > 0 || error !== null}
        onClose={() => {
          setFindings([]);
          setError(null);
        }}
      >
        <div className={css.stack}>
          {error !== null && <ErrorNote error={error} />}
          {findings.map((finding, at) => (
            <Note key={at} kind="error">
              {finding.row !== null && finding.row !== undefined && (
                <strong>{t("file.line", { line: finding.row })} </strong>
              )}
              {finding.why} {finding.remedy}
            </Note>
          ))}
        </div>
      </OpenDialog>
    </>
  );
}
