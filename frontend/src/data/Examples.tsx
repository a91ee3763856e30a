// The economies that ship with the program, to begin with.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import type { Economy } from "../api/types";
import { Button } from "../ui/Button";
import { ErrorNote } from "../ui/Note";
import { took } from "./saving";
import css from "./Upload.module.css";

const EXAMPLES = ["village", "syria", "world", "leontief"] as const;

/** A list of examples, each with what it shows. */
export function Examples({ project, onKept }: { project: string; onKept: (economy: Economy) => void }) {
  const { t } = useTranslation("data");
  const [busy, setBusy] = useState("");
  const [error, setError] = useState<unknown>(null);
  const add = async (example: (typeof EXAMPLES)[number]) => {
    setBusy(example);
    setError(null);
    try {
      const kept = await read(
        api.POST("/api/v1/projects/{project}/economies", {
          params: { path: { project }, query: { example } },
        }),
      );
      took(project, kept.economy);
      onKept(kept.economy);
    } catch (refused) {
      setError(refused);
      setBusy("");
    }
  };
  return (
    <>
      <ul className={css.examples}>
        {EXAMPLES.map((example) => (
          <li key={example}>
            <div>
              <h3>{t(`upload.example.${example}.title`)}</h3>
              <p>{t(`upload.example.${example}.words`)}</p>
            </div>
            <Button isDisabled={busy !== ""} onPress={() => void add(example)}>
              {t("upload.begin")}
              <span className="hidden">{t(`upload.example.${example}.title`)}</span>
            </Button>
          </li>
        ))}
      </ul>
      {error !== null && <ErrorNote error={error} />}
    </>
  );
}
