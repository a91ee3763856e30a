// Make a link to a project; its address is shown this once.
import { Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { NumberInput, TextField } from "../ui/Field";
import { ErrorNote, Note } from "../ui/Note";
import { toast } from "../ui/toast";
import { copied } from "./CopyAs";
import { addressOfLink, useAddLink } from "./links";
import css from "./printed.module.css";

const MOST_DAYS = 366;

/** A name and how many days it opens; then the address to pass on. */
export function NewLink({ project }: { project: string }) {
  const { t } = useTranslation("report");
  const [name, setName] = useState("");
  const [days, setDays] = useState<number | null>(30);
  const adding = useAddLink(project);
  const made = adding.data;
  return (
    <form
      className={css.asks}
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate({ name: name.trim(), days: days ?? 30 });
      }}
    >
      <div className={css.row}>
        <div className={css.grow}>
          <TextField label={t("share.name")} value={name} onChange={setName} maxLength={200} isRequired />
        </div>
        <NumberInput
          label={t("share.days", { most: MOST_DAYS })}
          value={days}
          onChange={setDays}
          minValue={1}
          maxValue={MOST_DAYS}
          step={1}
        />
        <Button type="submit" kind="primary" isDisabled={adding.isPending || name.trim() === ""}>
          {t("share.make")}
        </Button>
      </div>
      {adding.error && <ErrorNote error={adding.error} />}
      {made && <Made address={addressOfLink(window.location.origin, project, made.token)} />}
    </form>
  );
}

function Made({ address }: { address: string }) {
  const { t } = useTranslation("report");
  return (
    <Note>
      <p>{t("share.once")}</p>
      <div className={css.made}>
        <input readOnly dir="ltr" aria-label={t("share.address")} value={address} />
        <Button
          onPress={() => {
            void copied(address).then((done) => {
              toast(t(done ? "copy.done" : "copy.failed"));
            });
          }}
        >
          <Copy size={16} aria-hidden />
          {t("copy.copy")}
        </Button>
      </div>
    </Note>
  );
}
