// Keeping what was looked at: as a new economy under a name, or as a new version of one that is there.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ifMatch, raw } from "../api/client";
import type { Economy, Kept } from "../api/types";
import { Button } from "../ui/Button";
import { Select, TextField } from "../ui/Field";
import { ErrorNote } from "../ui/Note";
import { Card } from "../ui/layout";
import { toast } from "../ui/toast";
import { calledAfter, type Sent } from "./packing";
import { madeVersion, took } from "./saving";
import css from "./Upload.module.css";

interface KeepProps {
  project: string;
  sent: Sent;
  economies: readonly Economy[];
  target: Economy | undefined;
  onKept: (economy: Economy, isNew: boolean) => void;
}

const NEW = "new";

/** A form: what to keep it as. */
export function KeepForm({ project, sent, economies, target, onKept }: KeepProps) {
  const { t } = useTranslation("data");
  const [as, setAs] = useState(target?.id ?? NEW);
  const [name, setName] = useState(calledAfter(sent.name));
  const [what, setWhat] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const old = economies.find((economy) => economy.id === as);
  const keep = async () => {
    setBusy(true);
    setError(null);
    try {
      const kept = await send(project, sent, old, name.trim(), what.trim());
      if (old && kept.kept) madeVersion(t, project, kept.economy);
      else took(project, kept.economy);
      if (!kept.kept) toast(t("upload.same"));
      onKept(kept.economy, !old);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Card title={t("upload.keep")}>
      <form
        className={css.keep}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        {economies.length > 0 && (
          <Select
            label={t("upload.as")}
            value={as}
            onChange={setAs}
            choices={[
              { id: NEW, title: t("upload.asNew") },
              ...economies.map((economy) => ({
                id: economy.id,
                title: t("upload.asVersion", { name: economy.name }),
              })),
            ]}
          />
        )}
        {!old && (
          <TextField label={t("upload.name")} value={name} onChange={setName} maxLength={200} isRequired />
        )}
        <TextField
          label={t("upload.what")}
          hint={t("upload.whatHint")}
          value={what}
          onChange={setWhat}
          maxLength={500}
        />
        {error !== null && <ErrorNote error={error} />}
        <div className={css.buttons}>
          <Button kind="primary" type="submit" isDisabled={isBusy || (!old && name.trim() === "")}>
            {t("upload.keepNow")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

async function send(
  project: string,
  sent: Sent,
  old: Economy | undefined,
  name: string,
  what: string,
): Promise<Kept> {
  const query = new URLSearchParams({ file: sent.name, what, ...(old ? {} : { name }) });
  const where = old ? `/${old.id}/content` : "";
  const answer = await raw(`/projects/${project}/economies${where}?${query.toString()}`, {
    method: old ? "PUT" : "POST",
    body: sent.body,
    headers: { "Content-Type": sent.body.type, ...(old ? ifMatch(old.version.number) : {}) },
  });
  return (await answer.json()) as Kept;
}
