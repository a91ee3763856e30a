// The bar of a draft: how many changes wait, whether they are sound, and saving or discarding them.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../api/client";
import type { Economy, Finding, TableDescribed } from "../api/types";
import { Button } from "../ui/Button";
import { Actions, OpenDialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { ErrorNote } from "../ui/Note";
import { Badge } from "../ui/layout";
import { toast } from "../ui/toast";
import { ConflictDialog } from "./ConflictDialog";
import css from "./Data.module.css";
import { countOf, type Draft } from "./draft";
import { discard, replaceDraft } from "./drafts";
import { counted } from "./findings";
import { send } from "./queries";
import { madeVersion } from "./saving";
import { n } from "./counting";

interface Check {
  findings: readonly Finding[] | null;
  isKnown: boolean;
  error: unknown;
}

interface BarProps {
  project: string;
  economy: Economy;
  draft: Draft;
  check: Check;
  tables: readonly TableDescribed[];
}

/** What is to be said and done about a draft. */
export function DraftBar({ project, economy, draft, check, tables }: BarProps) {
  const { t } = useTranslation("data");
  const [open, setOpen] = useState<"save" | "conflict" | null>(null);
  const count = countOf(draft);
  const isBehind = economy.version.number !== draft.version;
  const found = counted(check.findings ?? []);
  const isSound = check.isKnown && found.errors === 0;
  return (
    <div className={css.bar} role="region" aria-label={t("draft.label")}>
      <p aria-live="polite" className={css.barWords}>
        <strong>{t("draft.count", n(count))}</strong>
        {isBehind ? (
          <Badge kind="doubt">{t("draft.behind", { number: economy.version.number })}</Badge>
        ) : (
          <Verdict check={check} errors={found.errors} warnings={found.warnings} />
        )}
      </p>
      <div className={css.acts}>
        <Button
          kind="quiet"
          onPress={() => {
            discard(economy.id, t("step.discard", n(count)));
          }}
        >
          {t("draft.discard")}
        </Button>
        {isBehind ? (
          <Button
            kind="primary"
            onPress={() => {
              setOpen("conflict");
            }}
          >
            {t("draft.compare")}
          </Button>
        ) : (
          <Button
            kind="primary"
            isDisabled={!isSound}
            onPress={() => {
              setOpen("save");
            }}
          >
            {t("draft.save")}
          </Button>
        )}
      </div>
      <OpenDialog
        title={t("draft.saveTitle")}
        isOpen={open === "save"}
        onClose={() => {
          setOpen(null);
        }}
      >
        {(close) => (
          <SaveForm
            project={project}
            economy={economy}
            draft={draft}
            onEnd={close}
            onBehind={() => {
              setOpen("conflict");
            }}
          />
        )}
      </OpenDialog>
      {open === "conflict" && (
        <ConflictDialog
          project={project}
          economy={economy}
          draft={draft}
          tables={tables}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}

function Verdict({ check, errors, warnings }: { check: Check; errors: number; warnings: number }) {
  const { t } = useTranslation("data");
  if (check.error && !check.isKnown) return <Badge kind="bad">{t("draft.notChecked")}</Badge>;
  if (!check.isKnown) return <Badge>{t("draft.checking")}</Badge>;
  if (errors) return <Badge kind="bad">{t("tables.errors", n(errors))}</Badge>;
  if (warnings) return <Badge kind="doubt">{t("tables.warnings", n(warnings))}</Badge>;
  return <Badge kind="good">{t("draft.sound")}</Badge>;
}

interface SaveProps {
  project: string;
  economy: Economy;
  draft: Draft;
  onEnd: () => void;
  onBehind: () => void;
}

function SaveForm({ project, economy, draft, onEnd, onBehind }: SaveProps) {
  const { t } = useTranslation("data");
  const [what, setWhat] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const kept = await send(project, economy.id, draft, { dry: false, what: what.trim() });
      replaceDraft(economy.id, null);
      madeVersion(t, project, kept.economy);
      toast(t("draft.saved", { number: kept.economy.version.number }));
      onEnd();
    } catch (refused) {
      setBusy(false);
      if (refused instanceof Refusal && refused.status === 412) onBehind();
      else setError(refused);
    }
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={t("draft.what")}
        hint={t("draft.whatHint")}
        value={what}
        onChange={setWhat}
        maxLength={500}
        autoFocus
      />
      {error !== null && <ErrorNote error={error} />}
      <Actions>
        <Button onPress={onEnd}>{t("common:cancel")}</Button>
        <Button kind="primary" type="submit" isDisabled={isBusy}>
          {t("draft.saveNow")}
        </Button>
      </Actions>
    </form>
  );
}
