// Notes: what went wrong, what is doubtful, what is good to know; in the server's words where it said them.
import { AlertTriangle, Info, OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../api/client";
import { Button } from "./Button";
import css from "./layout.module.css";

const SIGNS = { error: OctagonX, warning: AlertTriangle, info: Info };

/** A note of a kind; errors are told to screen readers at once. */
export function Note({
  kind = "info",
  children,
}: {
  kind?: "error" | "warning" | "info";
  children: ReactNode;
}) {
  const Sign = SIGNS[kind];
  return (
    <div className={`${css.note ?? ""} ${css[kind] ?? ""}`} role={kind === "error" ? "alert" : "note"}>
      <Sign size={20} aria-hidden style={{ flex: "none" }} />
      <div className={css.noteWords}>{children}</div>
    </div>
  );
}

/** What kept something from being done, and a way to try again. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const refused = error instanceof Refusal ? error : null;
  const words = refused?.status === 0 ? t("problem.away") : refused?.problem?.detail || t("problem.unknown");
  return (
    <Note kind="error">
      <p>{words}</p>
      {refused?.problem?.findings?.map((finding, at) => (
        <p key={at}>
          {finding.why} {finding.remedy}
        </p>
      ))}
      {refused?.problem?.incident && refused.status >= 500 && (
        <p className={css.incident}>
          {t("problem.incident")} <bdi>{refused.problem.incident}</bdi>
        </p>
      )}
      {onRetry && <Button onPress={onRetry}>{t("problem.retry")}</Button>}
    </Note>
  );
}
